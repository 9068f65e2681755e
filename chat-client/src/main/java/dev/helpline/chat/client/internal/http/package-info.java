/** Internal to the SDK and changed without notice: calls over OkHttp. */
@NullMarked
package dev.helpline.chat.client.internal.http;

import org.jspecify.annotations.NullMarked;
