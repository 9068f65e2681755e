/** What the host may do with the personal data of customers. */
@NullMarked
package dev.helpline.chat.core.privacy;

import org.jspecify.annotations.NullMarked;
