/** What an app keeps of a conversation on the device, so that it survives the end of the process. */
@NullMarked
package dev.helpline.chat.client.store;

import org.jspecify.annotations.NullMarked;
