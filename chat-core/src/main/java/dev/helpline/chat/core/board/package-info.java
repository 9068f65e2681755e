/** What agents see of all open sessions at once: requests for what changed there, and the answers. */
@NullMarked
package dev.helpline.chat.core.board;

import org.jspecify.annotations.NullMarked;
