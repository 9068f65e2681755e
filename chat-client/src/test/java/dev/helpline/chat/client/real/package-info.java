/** The SDK against the real server, over real connections and with network faults. */
@NullMarked
package dev.helpline.chat.client.real;

import org.jspecify.annotations.NullMarked;
