/** Starting, assigning, holding and ending sessions: the requests, the table of moves, the rules. */
@NullMarked
package dev.helpline.chat.core.session;

import org.jspecify.annotations.NullMarked;
