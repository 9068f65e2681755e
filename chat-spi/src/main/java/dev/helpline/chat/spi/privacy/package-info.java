/** Personal data that has to go or to stay: erasure, retention and legal holds. */
@NullMarked
package dev.helpline.chat.spi.privacy;

import org.jspecify.annotations.NullMarked;
