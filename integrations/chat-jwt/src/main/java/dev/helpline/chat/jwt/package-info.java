/** Bearer tokens as JSON Web Tokens signed with a shared secret (HS256), for customers and for agents. */
@NullMarked
package dev.helpline.chat.jwt;

import org.jspecify.annotations.NullMarked;
