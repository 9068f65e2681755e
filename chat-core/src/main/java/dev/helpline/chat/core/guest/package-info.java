/** Customers without an account. */
@NullMarked
package dev.helpline.chat.core.guest;

import org.jspecify.annotations.NullMarked;
