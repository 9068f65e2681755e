package dev.helpline.chat.spi.notify;

import dev.helpline.chat.spi.Experimental;

/** A way by which alerts reach an agent outside of the desk. */
@Experimental
public enum AlertChannel {
    /** Notifications that show up at once, such as on a phone, in a browser or in a messenger. */
    PUSH,
    /** Electronic mail. */
    MAIL
}
