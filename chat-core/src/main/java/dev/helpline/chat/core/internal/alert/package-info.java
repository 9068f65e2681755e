/** Which agents are alerted to what, and how notifiers are told. */
@NullMarked
package dev.helpline.chat.core.internal.alert;

import org.jspecify.annotations.NullMarked;
