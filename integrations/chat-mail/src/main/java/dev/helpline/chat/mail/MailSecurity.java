package dev.helpline.chat.mail;

/** How the connection to the mail server is protected. The server's certificate must be one that the JVM trusts for its name. */
public enum MailSecurity {
    /** By TLS from the beginning, as on port 465. */
    TLS,
    /** By TLS from STARTTLS on, as on port 587; a server that does not offer it gets no mail. */
    STARTTLS,
    /** Not at all, for a server on this machine. */
    NONE
}
