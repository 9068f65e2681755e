/**
 * For the SDK alone, and changed at any time: how values are checked, read from JSON and written to it. Public constructors and
 * methods elsewhere that take or return one of these types are for the SDK alone, too.
 */
@NullMarked
package dev.helpline.chat.client.internal;

import org.jspecify.annotations.NullMarked;
