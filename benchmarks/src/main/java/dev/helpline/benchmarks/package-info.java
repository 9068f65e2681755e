/** How fast a durable send is, held against the same rows written by hand in the same minutes. */
@NullMarked
package dev.helpline.benchmarks;

import org.jspecify.annotations.NullMarked;
