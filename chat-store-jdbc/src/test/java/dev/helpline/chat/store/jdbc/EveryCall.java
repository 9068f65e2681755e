package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.CannedResponseId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Presence;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.FileType;
import dev.helpline.chat.spi.audit.AuditKey;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureGrouping;
import dev.helpline.chat.spi.figures.FigureQuery;
import dev.helpline.chat.spi.figures.FigureSample;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.notify.AlertPreferences;
import dev.helpline.chat.spi.outbox.Delivery;
import dev.helpline.chat.spi.privacy.HoldSubject;
import dev.helpline.chat.spi.session.Priority;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.SessionState;
import dev.helpline.chat.spi.store.EndedSessionKey;
import dev.helpline.chat.spi.store.EndedSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionKey;
import dev.helpline.chat.spi.store.OpenSessionQuery;
import dev.helpline.chat.spi.store.OpenSessionQuery.Order;
import dev.helpline.chat.spi.store.QuietQuery;
import dev.helpline.chat.spi.store.SeqRange;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.SessionHistoryQuery;
import dev.helpline.chat.spi.store.SessionKey;
import dev.helpline.chat.spi.time.TimeWindow;
import dev.helpline.chat.spi.upload.Upload;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All calls of a store, each with all its kinds of arguments, on a {@link Volume} or a part of it. */
final class EveryCall {
    static final Instant LATER = CommitBuilder.START.plusSeconds(36_000);

    private static final CannedResponseId CANNED = new CannedResponseId("canned");
    private static final BlockSubject BLOCKED = BlockSubject.customer(new CustomerId("blocked"));

    private static final Upload FILE = Volume.upload(new SessionId("s2"), 2);

    private EveryCall() {}

    static void read(JdbcChatStore store) {
        store.findSession(Volume.ENDED);
        store.findTail(Volume.ENDED, 4);
        store.findSessions(List.of(Volume.ENDED, Volume.WAITING));
        store.versions(List.of(Volume.ENDED, Volume.WAITING));
        store.findEntry(Volume.ENDED, new EntryId("m1"));
        store.findEntries(Volume.ENDED, List.of(new EntryId("m1"), new EntryId("m2"), new EntryId("m3")));
        store.entriesAfter(Volume.ENDED, 0, 10);
        store.entriesBefore(Volume.ENDED, 9, 10);
        store.entriesAt(Map.of(Volume.ENDED, 1L, Volume.WAITING, 1L));
        store.newestAmendments(
                Map.of(Volume.ENDED, List.of(new EntryId("m1")), Volume.WAITING, List.of(new EntryId("m2"))));
        store.countMessages(
                Map.of(Volume.ENDED, new SeqRange(0, 9), Volume.WAITING, new SeqRange(0, 9)),
                Set.of(ParticipantType.CUSTOMER));
        store.sessionsOf(Volume.CUSTOMER, null, 0, 10);
        store.sessionsOf(Volume.CUSTOMER, new SessionKey(LATER, Volume.ENDED), 0, 10);
        store.countSessionsOf(Volume.CUSTOMER);
        SessionHistoryQuery aboutAnOrder = SessionHistoryQuery.builder(Volume.CUSTOMER)
                .externalRef("ORD-1")
                .build();
        store.sessionsOf(aboutAnOrder, new SessionKey(LATER, Volume.ENDED), 0, 10);
        store.countSessionsOf(aboutAnOrder);
        store.endedSessions(EndedSessionQuery.ALL, null, 10);
        store.endedSessions(
                EndedSessionQuery.builder()
                        .tag("vip")
                        .priority(Priority.NORMAL)
                        .ended(TimeWindow.since(LATER.minusSeconds(100)))
                        .build(),
                new EndedSessionKey(LATER, Volume.ENDED),
                10);
        store.openSessionsOf(Volume.CUSTOMER);
        store.openSessionsOf(Volume.AGENT);
        store.openSessionsPerAgent();
        readTheDesk(store);
        store.recentServiceTimes(LATER.minusSeconds(10), 10);
        store.quietSessions(QuietQuery.builder(SessionState.WAITING, LATER).build(), 10);
        store.unseenSessions(SessionState.WAITING, LATER, 10);
        store.overdueSessions(LATER, 10);
        store.offeredSessions(10);
        store.auditAfter(Volume.ENDED, 0, 10);
        store.cursorsOf(Volume.ENDED);
        store.cursorsOfAll(List.of(Volume.ENDED));
        store.blockChangesOf(BLOCKED, 0, 10);
        store.blockChangesSince(LATER, 0, 10);
        store.alertPreferences(Set.of(Volume.AGENT));
        store.findDraft(Volume.WAITING, Volume.AGENT);
        store.findCannedResponse(CANNED);
        store.cannedResponsesFor(Volume.AGENT, 10);
        readFiles(store);
        readOutbox(store);
        store.uploadsOf(FILE.session(), 10);
        store.sessionsBefore(SessionState.WAITING, LATER, 10);
        store.sessionsBefore(SessionState.ENDED, LATER, 10);
        store.findHold(HoldSubject.of(Volume.CUSTOMER));
        store.holds(null, 10);
        store.factRows(Volume.ENDED);
        store.sessionsByFacts(null, Volume.ENDED, 10);
        store.sessionsByFacts(0, Volume.ENDED, 10);
        readTheFigures(store);
        store.workload(new TimeWindow(LATER.minusSeconds(100), LATER));
        readInbox(store);
        store.findAgent(Volume.AGENT);
        store.firstAgents(10);
        store.countAgentsSeenSince(LATER);
        readTheAudit(store);
    }

    /** Those of one minute; with those of all time a database reads the whole table, and rightly so. */
    private static void readTheFigures(JdbcChatStore store) {
        TimeWindow minute = new TimeWindow(LATER, LATER.plusSeconds(60));
        FigureSample before =
                FigureSample.builder(Volume.ENDED, LATER.plusSeconds(1)).build();
        for (Figure figure : Figure.values()) {
            FigureQuery.Builder query = FigureQuery.builder(figure, minute);
            store.figureGroups(query.percentiles(true).build());
            store.figureSamples(query.build(), before, 10);
            store.figureGroups(query.by(FigureGrouping.TAG).build());
            store.figureGroups(query.by(FigureGrouping.STARS).build());
            store.figureGroups(
                    query.byTime(List.of(LATER, LATER.plusSeconds(30))).build());
        }
    }

    private static void readOutbox(JdbcChatStore store) {
        store.sessionsDue(Volume.LISTENER, CommitBuilder.START.plusSeconds(2), 10); // when few are due
        store.deliveries(Volume.LISTENER, Volume.ENDED, 10);
        store.undelivered(
                Volume.LISTENER,
                Delivery.builder(Volume.LISTENER, Volume.ENDED, 1).build(),
                10);
        store.deadLetters(
                Volume.LISTENER,
                Delivery.builder(Volume.LISTENER, Volume.ENDED, 1).build(),
                10);
    }

    private static void readInbox(JdbcChatStore store) {
        store.sessionsWithCommands(CommitBuilder.START, 10);
        store.commandsOf(Volume.ENDED, 10);
        store.refusedCommands(0, 10);
    }

    private static void writeInbox(JdbcChatStore store) {
        SessionId session = new SessionId("inbox");
        store.addCommand(InboxCommand.builder(new EntryId("c1"), session, InboxCommand.Action.SEND)
                .build());
        InboxCommand failed = store.commandsOf(session, 1).get(0).toBuilder()
                .attempts(1)
                .dueAt(LATER)
                .failure("no")
                .build();
        store.commandFailed(failed);
        store.commandFailed(failed.toBuilder().dueAt(null).build());
        store.retryCommand(failed, LATER);
        store.commandDone(failed);
        store.discardCommand(failed);
    }

    private static void writeOutbox(JdbcChatStore store) {
        SessionId heard = new SessionId("heard");
        store.commit(CommitBuilder.creating("heard")
                .message("m1", "one")
                .message("m2", "two")
                .build()
                .forListeners(Set.of(Volume.LISTENER)));
        List<Delivery> deliveries = store.deliveries(Volume.LISTENER, heard, 2);
        store.failed(deliveries.get(0).toBuilder()
                .attempts(1)
                .dueAt(LATER)
                .failure("no")
                .build());
        store.delivered(Volume.LISTENER, heard, deliveries.get(0).seq());
        Delivery dead = deliveries.get(1).toBuilder().dueAt(null).build();
        store.failed(dead);
        store.retry(dead, LATER);
        store.failed(dead);
        store.discard(dead);
    }

    private static void readFiles(JdbcChatStore store) {
        store.findUpload(FILE.session(), FILE.id());
        store.findUploads(FILE.session(), List.of(FILE.id(), new AttachmentId("f2")));
        store.uploadedBytes(FILE.session());
        store.uploadedBytes(FILE.ownerType(), FILE.owner());
        store.dueUploads(CommitBuilder.START.plusSeconds(2), 10);
        store.blobsOfUploads(List.of(FILE.blob()));
        store.blobs().read(FILE.blob(), 0);
        store.blobs().countChunks(FILE.blob());
        store.blobs().list(null, 10);
        store.blobs().list(FILE.blob(), 10);
    }

    private static void readTheAudit(JdbcChatStore store) {
        AuditSubject agent = AuditSubject.of(Volume.AGENT);
        store.auditAfter(agent, 0, 10);
        store.auditHead(agent);
        store.auditHead(AuditSubject.of(Volume.ENDED));
        store.auditSubjects(null, 10);
        store.auditSubjects(AuditSubject.of(Volume.ENDED), 10);
        AuditKey key = AuditKey.of(store.auditAfter(Volume.WAITING, 0, 1).get(0));
        AuditQuery.Builder query = AuditQuery.builder();
        for (AuditQuery asked : List.of(
                AuditQuery.ALL,
                query.written(new TimeWindow(key.at(), LATER)).action("CREATED").build(),
                query.actor("admin").build(),
                query.kinds(Set.of(AuditSubject.Kind.SESSION)).build(),
                AuditQuery.builder().subject(agent).build(),
                AuditQuery.builder().customer(Volume.CUSTOMER).build())) {
            store.audit(asked, null, 10);
            store.audit(asked, key, 10);
        }
    }

    private static void readTheDesk(JdbcChatStore store) {
        OpenSessionKey key = OpenSessionKey.of(store.findSession(Volume.WAITING).orElseThrow());
        OpenSessionQuery narrow = OpenSessionQuery.builder()
                .states(Set.of(SessionState.ACTIVE))
                .assignment(OpenSessionQuery.Assigned.YES)
                .agent(Volume.AGENT)
                .departments(List.of("Sales", "Billing"))
                .externalRef("ORD-1")
                .started(TimeWindow.since(LATER.minusSeconds(1_000_000)))
                .active(TimeWindow.before(LATER))
                .text("x")
                .order(Order.ACTIVITY)
                .build();
        for (OpenSessionQuery query : List.of(OpenSessionQuery.ALL, ordered(Order.NEWEST), narrow)) {
            store.openSessions(query, null, 0, 10);
            store.openSessions(query, key, 0, 10);
            store.countOpenSessions(query);
        }
        store.openSessionCounts();
        store.openSessionTotals(LATER);
        store.openSessionVersions(null, 10_000);
        store.openSessionVersions(Volume.WAITING, 10);
        store.waitingSessions(10);
    }

    private static OpenSessionQuery ordered(Order order) {
        OpenSessionQuery all = OpenSessionQuery.ALL;
        return OpenSessionQuery.builder().states(all.states()).order(order).build();
    }

    static void write(JdbcChatStore store) {
        Session waiting = store.findSession(Volume.WAITING).orElseThrow();
        Session other = store.findSession(Volume.ALSO_WAITING).orElseThrow();
        SessionCommit ending = CommitBuilder.after(waiting).audit("ENDED").end().build();
        store.commitAll(List.of(
                ending,
                CommitBuilder.after(other).message("new", "three").build(),
                CommitBuilder.creating("new").build()));
        store.commit(CommitBuilder.after(ending.next()).rate(5).build());
        Session served = store.findSession(Volume.ALSO_WAITING).orElseThrow();
        store.commit(CommitBuilder.after(served).priority(Priority.HIGH).build());
        Session urgent = store.findSession(Volume.ALSO_WAITING).orElseThrow();
        store.replaceFacts(urgent, urgent.facts(), store.factRows(urgent.id()));
        store.commit(CommitBuilder.creating("newer").customer("c1").build());
        store.enroll(Volume.agent("new"));
        Volume.change(store, "changed");
        store.choosePresence(Volume.AGENT, Presence.AWAY, LATER);
        store.agentsSeen(Map.of(Volume.AGENT, LATER));
        store.appendBlockChange(
                BlockChange.builder(BLOCKED, 1, LATER).build(), Volume.change(BLOCKED.auditSubject(), 1));
        store.saveCannedResponse(
                CannedResponse.builder(CANNED, LATER, Volume.AGENT).build(), Volume.change(AuditSubject.of(CANNED), 1));
        store.countCannedResponseUse(CANNED);
        store.saveAlertPreferences(Volume.AGENT, AlertPreferences.DEFAULT);
        store.saveAlertPreferences(Volume.AGENT, AlertPreferences.DEFAULT);
        store.saveDraft(Volume.draft(Volume.WAITING, "new"), null);
        store.saveDraft(Volume.draft(Volume.WAITING, "newer"), "new");
        store.deleteDraft(Volume.WAITING, Volume.AGENT, "newer");
        store.deleteCannedResponse(CANNED, Volume.change(AuditSubject.of(CANNED), 2));
        store.mergeCursors(List.of(Volume.cursor(Volume.ENDED)));
        writeFiles(store);
    }

    private static void writeFiles(JdbcChatStore store) {
        writeOutbox(store);
        writeInbox(store);
        store.takeLease("sweep", "a", LATER, LATER);
        store.takeLease("sweep", "b", LATER, LATER);
        store.releaseLease("sweep", "b");
        Upload upload = Volume.upload(Volume.WAITING, 100);
        store.addUpload(upload);
        store.blobs().write(upload.blob(), 0, new byte[1]);
        Attachment attachment = Attachment.builder(upload.id(), upload.blob())
                .name(upload.name())
                .type(FileType.of("application/pdf"))
                .size(upload.size())
                .sha256("0".repeat(64))
                .build();
        store.completeUpload(upload.toBuilder().attachment(attachment).build());
        store.keepUpload(upload.session(), upload.id());
        store.deleteUpload(upload.session(), upload.id());
        store.blobs().delete(upload.blob());
    }
}
