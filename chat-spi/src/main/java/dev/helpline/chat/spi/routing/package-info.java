/** The port that chooses agents for waiting sessions. */
@NullMarked
package dev.helpline.chat.spi.routing;

import org.jspecify.annotations.NullMarked;
