/** What all calls share: how a call is made and cancelled, how it fails, and where its token comes from. */
@NullMarked
package dev.helpline.chat.client.call;

import org.jspecify.annotations.NullMarked;
