/** The routes, and what each call asks of the engine. */
@NullMarked
package dev.helpline.chat.http.internal.calls;

import org.jspecify.annotations.NullMarked;
