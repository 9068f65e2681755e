/** The smallest program that holds a support conversation. */
@NullMarked
package dev.helpline.examples.embedded;

import org.jspecify.annotations.NullMarked;
