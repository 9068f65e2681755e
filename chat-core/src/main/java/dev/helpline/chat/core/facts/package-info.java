/** Checking the facts that reports count, and computing them anew from the logs. */
@NullMarked
package dev.helpline.chat.core.facts;

import org.jspecify.annotations.NullMarked;
