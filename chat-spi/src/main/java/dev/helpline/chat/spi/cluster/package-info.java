/** The port through which the nodes of one cluster tell each other what changed. */
@NullMarked
package dev.helpline.chat.spi.cluster;

import org.jspecify.annotations.NullMarked;
