package dev.helpline.chat.core.policy;

/** What the answer to a question before a session is. */
public enum FieldType {
    /** Any text. */
    TEXT,
    /** A text with an {@code @} between other characters, and no blanks; whether the address exists is not checked. */
    EMAIL,
    /** One of some texts. */
    CHOICE,
    /** A decimal number, such as {@code -2.5}. */
    NUMBER
}
