/** Authentication: principals, roles, and the ports that turn a token or a request into a principal. */
@NullMarked
package dev.helpline.chat.spi.auth;

import org.jspecify.annotations.NullMarked;
