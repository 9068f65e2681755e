/** For tests of a host's HTTP clients: a chat server on the loopback address, with scripted time and tokens for any caller. */
@NullMarked
package dev.helpline.chat.http.testkit;

import org.jspecify.annotations.NullMarked;
