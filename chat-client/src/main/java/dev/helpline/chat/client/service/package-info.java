/** A live conversation: what a chat screen needs, on top of the plain calls. */
@NullMarked
package dev.helpline.chat.client.service;

import org.jspecify.annotations.NullMarked;
