/** Where one page of a long list stands. */
@NullMarked
package dev.helpline.chat.client.page;

import org.jspecify.annotations.NullMarked;
