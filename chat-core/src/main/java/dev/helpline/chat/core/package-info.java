/** The engine a host embeds, and what it is built and asked with. */
@NullMarked
package dev.helpline.chat.core;

import org.jspecify.annotations.NullMarked;
