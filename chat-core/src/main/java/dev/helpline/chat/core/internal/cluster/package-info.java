/** What this node and the others tell each other over the cluster bus. */
@NullMarked
package dev.helpline.chat.core.internal.cluster;

import org.jspecify.annotations.NullMarked;
