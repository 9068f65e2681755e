/** Time and ids that do as they are told. */
@NullMarked
package dev.helpline.chat.testkit.time;

import org.jspecify.annotations.NullMarked;
