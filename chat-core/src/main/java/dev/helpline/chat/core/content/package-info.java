/** Content filters that come with the engine. */
@NullMarked
package dev.helpline.chat.core.content;

import org.jspecify.annotations.NullMarked;
