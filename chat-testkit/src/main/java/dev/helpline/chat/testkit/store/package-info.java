/** The contract of every store, as JUnit classes to extend, and a builder of commits for tests. */
@NullMarked
package dev.helpline.chat.testkit.store;

import org.jspecify.annotations.NullMarked;
