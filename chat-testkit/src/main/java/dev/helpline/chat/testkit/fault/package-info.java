/** Stores, buses and networks that fail on demand. */
@NullMarked
package dev.helpline.chat.testkit.fault;

import org.jspecify.annotations.NullMarked;
