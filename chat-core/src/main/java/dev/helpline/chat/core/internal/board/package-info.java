/** The board: what this node knows of all open sessions, and what changed among them since a cursor. */
@NullMarked
package dev.helpline.chat.core.internal.board;

import org.jspecify.annotations.NullMarked;
