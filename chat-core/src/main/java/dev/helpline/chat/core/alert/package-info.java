/** Which alerts an agent gets outside of the desk, as the agent chooses. */
@NullMarked
package dev.helpline.chat.core.alert;

import org.jspecify.annotations.NullMarked;
