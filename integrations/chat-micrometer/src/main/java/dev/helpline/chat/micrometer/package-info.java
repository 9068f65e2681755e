/** What the engine measures, as meters of Micrometer. */
@NullMarked
package dev.helpline.chat.micrometer;

import org.jspecify.annotations.NullMarked;
