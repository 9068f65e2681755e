/** Benchmarks of durable sends, compared with the same rows written by hand in the same run, and of reads. */
@NullMarked
package dev.helpline.benchmarks;

import org.jspecify.annotations.NullMarked;
