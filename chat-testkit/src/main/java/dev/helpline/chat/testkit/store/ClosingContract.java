package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.attachment.BlobId;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.ChatStore;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.QuietQuery;
import dev.helpline.chat.spi.store.SeqRange;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.upload.Upload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All calls to a closed store fail, and closing it again has no effect. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
abstract class ClosingContract extends StoreTest {
    private static final SessionCommit COMMIT = CommitBuilder.creating("s").build();
    private static final Agent AGENT =
            Agent.builder(new AgentId("a"), CommitBuilder.START).version(1).build();

    private static final CannedResponse CANNED = CannedResponse.builder(
                    new CannedResponseId("r"), CommitBuilder.START, new AgentId("a"))
            .build();
    private static final Draft DRAFT = Draft.builder(id("s"), AGENT.id())
            .text("Hello")
            .revision("r")
            .savedAt(CommitBuilder.START)
            .build();
    private static final AuditRecord CANNED_CHANGE = change(AuditSubject.of(CANNED.id()), 1);
    private static final BlockChange CHANGE = BlockChange.builder(
                    BlockSubject.customer(new CustomerId("c")), 1, CommitBuilder.START)
            .build();

    private static final AttachmentId FILE = new AttachmentId("f");
    private static final Upload UPLOAD = Upload.builder(id("s"), FILE)
            .blob(new BlobId("0".repeat(32)))
            .owner(ParticipantType.CUSTOMER, "c")
            .name("f.txt")
            .size(1)
            .build();

    static Stream<Arguments> calls() {
        return Stream.of(
                call("findSession", store -> store.findSession(id("s"))),
                call("findTail", store -> store.findTail(id("s"), 1)),
                call("findSessions", store -> store.findSessions(List.of(id("s")))),
                call("versions", store -> store.versions(List.of(id("s")))),
                call("findEntry", store -> store.findEntry(id("s"), entryId("e"))),
                call(
                        "countMessages",
                        store -> store.countMessages(
                                Map.of(id("s"), new SeqRange(0, 1)), Set.of(ParticipantType.CUSTOMER))),
                call("findEntries", store -> store.findEntries(id("s"), List.of(entryId("e")))),
                call("entriesAfter", store -> store.entriesAfter(id("s"), 0, 1)),
                call("entriesBefore", store -> store.entriesBefore(id("s"), 1, 1)),
                call("entriesAt", store -> store.entriesAt(Map.of(id("s"), 1L))),
                call("newestAmendments", store -> store.newestAmendments(Map.of(id("s"), List.of(entryId("e"))))),
                call("messagesWith", store -> store.messagesWith(id("s"), List.of(FILE))),
                call("takeLease", store -> store.takeLease("l", "o", CommitBuilder.START, CommitBuilder.START)),
                call("releaseLease", store -> store.releaseLease("l", "o")),
                call("findUpload", store -> store.findUpload(id("s"), FILE)),
                call("findUploads", store -> store.findUploads(id("s"), List.of(FILE))),
                call("addUpload", store -> store.addUpload(UPLOAD)),
                call("completeUpload", store -> store.completeUpload(UPLOAD)),
                call("keepUpload", store -> store.keepUpload(id("s"), FILE)),
                call("deleteUpload", store -> store.deleteUpload(id("s"), FILE)),
                call("uploadedBytes session", store -> store.uploadedBytes(id("s"))),
                call("uploadedBytes owner", store -> store.uploadedBytes(ParticipantType.CUSTOMER, "c")),
                call("dueUploads", store -> store.dueUploads(CommitBuilder.START, 1)),
                call("blobsOfUploads", store -> store.blobsOfUploads(List.of(UPLOAD.blob()))),
                call("sessionsOf", store -> store.sessionsOf(new CustomerId("c"), null, 0, 1)),
                call("countSessionsOf", store -> store.countSessionsOf(new CustomerId("c"))),
                call("openSessionsOf customer", store -> store.openSessionsOf(new CustomerId("c"))),
                call("openSessionsOf agent", store -> store.openSessionsOf(AGENT.id())),
                call("openSessions", store -> store.openSessions(OpenSessionQuery.ALL, null, 0, 1)),
                call("countOpenSessions", store -> store.countOpenSessions(OpenSessionQuery.ALL)),
                call("openSessionCounts", ChatStore::openSessionCounts),
                call("openSessionTotals", store -> store.openSessionTotals(CommitBuilder.START)),
                call("openSessionVersions", store -> store.openSessionVersions(null, 10)),
                call("waitingSessions", store -> store.waitingSessions(1)),
                call("recentServiceTimes", store -> store.recentServiceTimes(CommitBuilder.START, 1)),
                call(
                        "quietSessions",
                        store -> store.quietSessions(
                                QuietQuery.builder(SessionState.WAITING, CommitBuilder.START)
                                        .build(),
                                1)),
                call("unseenSessions", store -> store.unseenSessions(SessionState.WAITING, CommitBuilder.START, 1)),
                call("overdueSessions", store -> store.overdueSessions(CommitBuilder.START, 1)),
                call("offeredSessions", store -> store.offeredSessions(1)),
                call("auditAfter", store -> store.auditAfter(id("s"), 0, 1)),
                call("commit", store -> store.commit(COMMIT)),
                call("commitAll", store -> store.commitAll(List.of(COMMIT))),
                call("cursorsOf", store -> store.cursorsOf(id("s"))),
                call("cursorsOfAll", store -> store.cursorsOfAll(List.of(id("s")))),
                call("mergeCursors", store -> store.mergeCursors(List.of())),
                call("findAgent", store -> store.findAgent(AGENT.id())),
                call("enroll", store -> store.enroll(AGENT)),
                call("saveAgent", store -> store.saveAgent(AGENT, change(AGENT.id(), 1))),
                call("auditHead", store -> store.auditHead(AuditSubject.of(AGENT.id()))),
                call("auditSubjects", store -> store.auditSubjects(null, 1)),
                call("audit", store -> store.audit(AuditQuery.ALL, null, 1)),
                call("choosePresence", store -> store.choosePresence(AGENT.id(), Presence.AWAY, CommitBuilder.START)),
                call("agentsSeen", store -> store.agentsSeen(Map.of())),
                call("firstAgents", store -> store.firstAgents(1)),
                call("countAgentsSeenSince", store -> store.countAgentsSeenSince(CommitBuilder.START)),
                call(
                        "appendBlockChange",
                        store -> store.appendBlockChange(
                                CHANGE, change(CHANGE.subject().auditSubject(), 1))),
                call("blockChangesOf", store -> store.blockChangesOf(CHANGE.subject(), 0, 1)),
                call("blockChangesSince", store -> store.blockChangesSince(CommitBuilder.START, 0, 1)),
                call("alertPreferences", store -> store.alertPreferences(Set.of(AGENT.id()))),
                call("saveAlertPreferences", store -> store.saveAlertPreferences(AGENT.id(), AlertPreferences.DEFAULT)),
                call("findDraft", store -> store.findDraft(id("s"), AGENT.id())),
                call("saveDraft", store -> store.saveDraft(DRAFT, null)),
                call("deleteDraft", store -> store.deleteDraft(id("s"), AGENT.id(), "r")),
                call("findCannedResponse", store -> store.findCannedResponse(CANNED.id())),
                call("cannedResponsesFor", store -> store.cannedResponsesFor(CANNED.changedBy(), 1)),
                call("saveCannedResponse", store -> store.saveCannedResponse(CANNED, CANNED_CHANGE)),
                call("deleteCannedResponse", store -> store.deleteCannedResponse(CANNED.id(), CANNED_CHANGE)),
                call("countCannedResponseUse", store -> store.countCannedResponseUse(CANNED.id())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void a_closed_store_refuses(String name, Consumer<ChatStore> call) {
        store.close();

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> call.accept(store));
    }

    @Test
    void closing_twice_does_nothing() {
        store.close();
        store.close();

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.findSession(id("s")));
    }

    private static Arguments call(String name, Consumer<ChatStore> call) {
        return Arguments.of(name, call);
    }
}
