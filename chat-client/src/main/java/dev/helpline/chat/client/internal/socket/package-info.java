/** Internal to the SDK and changed without notice: WebSockets on which the server pushes what is new in a session. */
@NullMarked
package dev.helpline.chat.client.internal.socket;

import org.jspecify.annotations.NullMarked;
