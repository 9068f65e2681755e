/** Business hours by the week, with holidays, and whether agents can be expected. */
@NullMarked
package dev.helpline.chat.core.hours;

import org.jspecify.annotations.NullMarked;
