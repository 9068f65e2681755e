/**
 * Internal to the SDK and changed without notice: checking values, reading JSON and writing it. Public constructors and
 * methods of other packages that take or return one of these types are internal, too.
 */
@NullMarked
package dev.helpline.chat.client.internal;

import org.jspecify.annotations.NullMarked;
