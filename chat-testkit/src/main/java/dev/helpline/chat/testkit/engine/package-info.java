/** What the engine promises over any store, as JUnit classes; an engine for a host's own tests. */
@NullMarked
package dev.helpline.chat.testkit.engine;

import org.jspecify.annotations.NullMarked;
