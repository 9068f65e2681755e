/** The form in which requests are kept until they are carried out. */
@NullMarked
package dev.helpline.chat.core.internal.request;

import org.jspecify.annotations.NullMarked;
