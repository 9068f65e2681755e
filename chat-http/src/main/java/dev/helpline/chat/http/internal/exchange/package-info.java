/** Checks every call by its head, receives its body within bounds, and writes the reply's envelope and headers. */
@NullMarked
package dev.helpline.chat.http.internal.exchange;

import org.jspecify.annotations.NullMarked;
