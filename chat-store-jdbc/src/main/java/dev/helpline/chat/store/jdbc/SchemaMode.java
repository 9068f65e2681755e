package dev.helpline.chat.store.jdbc;

/** What a store does about its tables when it starts. Afterwards it only needs the rights to read and write rows. */
public enum SchemaMode {
    /**
     * Creates or upgrades the tables with Flyway. If there is something to do, this needs Flyway on the class path
     * and the right to create tables; otherwise neither. Any number of stores may start at the same time. The next
     * start finishes an upgrade that was interrupted.
     */
    AUTO,
    /** Changes nothing, and does not start unless this release can work with the tables as they are. */
    VALIDATE,
    /** Neither changes nor checks anything: the host takes care of the tables. */
    NONE
}
