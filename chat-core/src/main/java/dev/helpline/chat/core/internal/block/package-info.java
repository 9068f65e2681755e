/** What this node knows of blocked customers and addresses. */
@NullMarked
package dev.helpline.chat.core.internal.block;

import org.jspecify.annotations.NullMarked;
