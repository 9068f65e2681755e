/** The JSON of the protocol: its shapes, names, errors and cursors. */
@NullMarked
package dev.helpline.chat.http.internal.wire;

import org.jspecify.annotations.NullMarked;
