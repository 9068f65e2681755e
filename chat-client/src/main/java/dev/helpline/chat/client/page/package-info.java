/** Pages of long lists. */
@NullMarked
package dev.helpline.chat.client.page;

import org.jspecify.annotations.NullMarked;
