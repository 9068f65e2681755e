package dev.helpline.chat.core.audit;

/** What an {@link AuditVerifier} found out about the audit records of a session or another subject. */
public sealed interface AuditVerdict {
    /**
     * The store holds every record of the subject as the engine wrote it, except for texts that were erased.
     *
     * @param records how many records there are, from 0
     */
    record Intact(long records) implements AuditVerdict {}

    /**
     * The records are not the ones that the engine wrote. Records before {@code number} are intact; nothing is known about
     * the ones after it.
     *
     * @param number the number of the first record that is missing, altered or out of place, from 1
     */
    record Broken(long number) implements AuditVerdict {}
}
