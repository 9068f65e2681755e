/**
 * One call to the server: made and waited for or not, its answer, its failure with a code, and the token that goes with it.
 * Knows none of the calls there are.
 */
@NullMarked
package dev.helpline.chat.client.call;

import org.jspecify.annotations.NullMarked;
