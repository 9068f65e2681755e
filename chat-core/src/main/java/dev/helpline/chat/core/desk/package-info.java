/** What agents read: the list of open sessions, one session in detail, and their colleagues. */
@NullMarked
package dev.helpline.chat.core.desk;

import org.jspecify.annotations.NullMarked;
