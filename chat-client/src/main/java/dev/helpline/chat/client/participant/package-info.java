/** The participants of a session, as customers and agents see each other. */
@NullMarked
package dev.helpline.chat.client.participant;

import org.jspecify.annotations.NullMarked;
