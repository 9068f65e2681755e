/** The store that forgets: everything in memory, for tests, demonstrations and single processes. */
@NullMarked
package dev.helpline.chat.core.memory;

import org.jspecify.annotations.NullMarked;
