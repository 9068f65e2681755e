/** For the SDK alone, and changed at any time: calls over OkHttp. */
@NullMarked
package dev.helpline.chat.client.internal.http;

import org.jspecify.annotations.NullMarked;
