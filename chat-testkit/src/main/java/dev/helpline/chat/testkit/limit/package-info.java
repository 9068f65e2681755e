/** What every rate limiter promises, as JUnit classes. */
@NullMarked
package dev.helpline.chat.testkit.limit;

import org.jspecify.annotations.NullMarked;
