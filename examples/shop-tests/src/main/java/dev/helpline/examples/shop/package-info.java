/** What both example shops do, seen from outside: their tests. */
@NullMarked
package dev.helpline.examples.shop;

import org.jspecify.annotations.NullMarked;
