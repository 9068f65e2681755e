/** A customer's rating of an ended session. */
@NullMarked
package dev.helpline.chat.client.rating;

import org.jspecify.annotations.NullMarked;
