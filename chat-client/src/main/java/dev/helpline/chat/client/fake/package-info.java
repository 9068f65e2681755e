/** A server in memory, for the tests of apps that use the SDK. */
@NullMarked
package dev.helpline.chat.client.fake;

import org.jspecify.annotations.NullMarked;
