/** Bearer tokens as JSON Web Tokens, signed with a shared secret (HS256) or by an identity provider (RS256, ES256). */
@NullMarked
package dev.helpline.chat.jwt;

import org.jspecify.annotations.NullMarked;
