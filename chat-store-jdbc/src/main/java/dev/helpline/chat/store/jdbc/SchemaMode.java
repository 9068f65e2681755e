package dev.helpline.chat.store.jdbc;

/** What a store does about its tables when it starts. At run time it needs the right to work with rows and no other. */
public enum SchemaMode {
    /**
     * Brings the tables up to date with Flyway, which then has to be on the class path; needs the right to create tables
     * when there is something to do, and neither Flyway nor that right when there is not. Any number of stores may start
     * at once. An upgrade that was interrupted is finished by the next start.
     */
    AUTO,
    /** Changes nothing, and refuses to start unless this release can work with the tables as they are. */
    VALIDATE,
    /** Neither changes nor checks anything: somebody else takes care of the tables. */
    NONE
}
