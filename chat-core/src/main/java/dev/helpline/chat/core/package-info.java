/** The engine that a host embeds, its builder, and the calls of customers and agents. */
@NullMarked
package dev.helpline.chat.core;

import org.jspecify.annotations.NullMarked;
