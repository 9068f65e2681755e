/** The contract of the engine over any store, as JUnit classes, and an engine for a host's own tests. */
@NullMarked
package dev.helpline.chat.testkit.engine;

import org.jspecify.annotations.NullMarked;
