/** The chat's protocol over HTTP, without a server. A host builds a {@link dev.helpline.chat.http.ChatHttp} and gives it to an adapter. */
@NullMarked
package dev.helpline.chat.http;

import org.jspecify.annotations.NullMarked;
