package dev.helpline.chat.spi.entry;

/** What kind of participant wrote an entry. */
public enum ParticipantType {
    CUSTOMER,
    AGENT,
    BOT,
    SYSTEM
}
