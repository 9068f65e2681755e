/** Which characters texts may consist of. */
@NullMarked
package dev.helpline.chat.core.internal.text;

import org.jspecify.annotations.NullMarked;
