/** The contract of blob stores. */
@NullMarked
package dev.helpline.chat.testkit.attachment;

import org.jspecify.annotations.NullMarked;
