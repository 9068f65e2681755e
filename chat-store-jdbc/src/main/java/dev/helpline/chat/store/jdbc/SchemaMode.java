package dev.helpline.chat.store.jdbc;

/** What a store does about its tables when it starts. */
public enum SchemaMode {
    /**
     * Brings the tables up to date with Flyway, which then has to be on the class path; needs the right to create tables
     * when there is something to do, and neither Flyway nor that right when there is not.
     */
    AUTO,
    /** Changes nothing, and refuses to start unless the tables are up to date. */
    VALIDATE,
    /** Neither changes nor checks anything: somebody else takes care of the tables. */
    NONE
}
