/** The SDK and the real server, over real connections, with faults in between. */
@NullMarked
package dev.helpline.chat.client.real;

import org.jspecify.annotations.NullMarked;
