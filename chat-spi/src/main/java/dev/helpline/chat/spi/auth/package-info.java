/** Authentication: principals, roles, and the port that turns a token into a principal. */
@NullMarked
package dev.helpline.chat.spi.auth;

import org.jspecify.annotations.NullMarked;
