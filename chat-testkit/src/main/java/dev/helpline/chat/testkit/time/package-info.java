/** Scripted time and ids for deterministic tests, and a way to wait for other threads. */
@NullMarked
package dev.helpline.chat.testkit.time;

import org.jspecify.annotations.NullMarked;
