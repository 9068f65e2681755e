/** The directory of agents, as admins and the host change it. */
@NullMarked
package dev.helpline.chat.core.team;

import org.jspecify.annotations.NullMarked;
