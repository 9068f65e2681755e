/** A customer's session: how it is started and ended, what state it is in, and the sessions before it. */
@NullMarked
package dev.helpline.chat.client.session;

import org.jspecify.annotations.NullMarked;
