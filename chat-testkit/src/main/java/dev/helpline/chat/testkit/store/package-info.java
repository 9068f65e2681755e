/** The contract every store keeps, as JUnit classes to inherit, and sample sessions to feed a store with. */
@NullMarked
package dev.helpline.chat.testkit.store;

import org.jspecify.annotations.NullMarked;
