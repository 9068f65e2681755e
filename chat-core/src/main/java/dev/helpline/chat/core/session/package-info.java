/** Starting, listing and ending sessions: the requests and the views. */
@NullMarked
package dev.helpline.chat.core.session;

import org.jspecify.annotations.NullMarked;
