/** What agents ask for: the list of open sessions, a session in detail, their colleagues. */
@NullMarked
package dev.helpline.chat.core.desk;

import org.jspecify.annotations.NullMarked;
