/** Support conversations: a session at one version, and the values that it consists of. */
@NullMarked
package dev.helpline.chat.spi.session;

import org.jspecify.annotations.NullMarked;
