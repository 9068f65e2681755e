/** How placeholders of canned responses are filled. */
@NullMarked
package dev.helpline.chat.core.internal.canned;

import org.jspecify.annotations.NullMarked;
