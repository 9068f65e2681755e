/** Agents, and the port to the directory that lists them. */
@NullMarked
package dev.helpline.chat.spi.agent;

import org.jspecify.annotations.NullMarked;
