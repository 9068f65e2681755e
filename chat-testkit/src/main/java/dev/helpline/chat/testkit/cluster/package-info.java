/** What every cluster bus promises, as JUnit classes. */
@NullMarked
package dev.helpline.chat.testkit.cluster;

import org.jspecify.annotations.NullMarked;
