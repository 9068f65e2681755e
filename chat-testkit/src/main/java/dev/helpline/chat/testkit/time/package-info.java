/** Time and ids that do as they are told, and patience with what does not. */
@NullMarked
package dev.helpline.chat.testkit.time;

import org.jspecify.annotations.NullMarked;
