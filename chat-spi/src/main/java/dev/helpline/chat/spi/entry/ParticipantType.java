package dev.helpline.chat.spi.entry;

/** The kinds of participants who write entries. */
public enum ParticipantType {
    CUSTOMER,
    AGENT,
    BOT,
    SYSTEM
}
