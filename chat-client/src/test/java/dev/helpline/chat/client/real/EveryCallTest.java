package dev.helpline.chat.client.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.helpline.chat.client.ChatApi;
import dev.helpline.chat.client.ChatConfig;
import dev.helpline.chat.client.HelplineClient;
import dev.helpline.chat.client.agent.ActiveSession;
import dev.helpline.chat.client.agent.ActiveSessions;
import dev.helpline.chat.client.agent.ActiveSessionsRequest;
import dev.helpline.chat.client.agent.AddedNote;
import dev.helpline.chat.client.agent.Agent;
import dev.helpline.chat.client.agent.AgentChange;
import dev.helpline.chat.client.agent.AgentHistory;
import dev.helpline.chat.client.agent.AgentPresence;
import dev.helpline.chat.client.agent.AgentRequest;
import dev.helpline.chat.client.agent.AlertPreferences;
import dev.helpline.chat.client.agent.AssignRequest;
import dev.helpline.chat.client.agent.Assignment;
import dev.helpline.chat.client.agent.AuditPage;
import dev.helpline.chat.client.agent.AuditRequest;
import dev.helpline.chat.client.agent.Board;
import dev.helpline.chat.client.agent.BoardAlert;
import dev.helpline.chat.client.agent.BoardRequest;
import dev.helpline.chat.client.agent.CannedActions;
import dev.helpline.chat.client.agent.CannedResponse;
import dev.helpline.chat.client.agent.CannedResponseRequest;
import dev.helpline.chat.client.agent.ChangedSession;
import dev.helpline.chat.client.agent.Draft;
import dev.helpline.chat.client.agent.DraftRequest;
import dev.helpline.chat.client.agent.EndedSessions;
import dev.helpline.chat.client.agent.EndedSessionsRequest;
import dev.helpline.chat.client.agent.FilledResponse;
import dev.helpline.chat.client.agent.ListedEndedSession;
import dev.helpline.chat.client.agent.LiveBoard;
import dev.helpline.chat.client.agent.MacroRequest;
import dev.helpline.chat.client.agent.MessageHistory;
import dev.helpline.chat.client.agent.OutboundRequest;
import dev.helpline.chat.client.agent.QuietHours;
import dev.helpline.chat.client.agent.SessionAudit;
import dev.helpline.chat.client.agent.SessionDetails;
import dev.helpline.chat.client.agent.SessionMessages;
import dev.helpline.chat.client.agent.SlaClock;
import dev.helpline.chat.client.agent.SupportApi;
import dev.helpline.chat.client.agent.TransferRequest;
import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ErrorCodes;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.MessageEdit;
import dev.helpline.chat.client.message.MessageType;
import dev.helpline.chat.client.message.MessagesPage;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.Quote;
import dev.helpline.chat.client.message.ReadRequest;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.participant.UserInfo;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.poll.PollRequest;
import dev.helpline.chat.client.rating.RatingRequest;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.session.EndCause;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedBy;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.HistoryPage;
import dev.helpline.chat.client.session.HistoryRequest;
import dev.helpline.chat.client.session.PastSession;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.SessionState;
import dev.helpline.chat.client.session.StartedSession;
import dev.helpline.chat.core.policy.ServiceLevel;
import dev.helpline.chat.core.policy.SlaPolicy;
import dev.helpline.chat.testkit.time.ScriptedTime;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server understands every call of the SDK, and the SDK understands every field of every response. */
@Timeout(60)
class EveryCallTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final ScriptedTime time = ScriptedTime.startingAt(START);
    private final RealServer server = new RealServer.Setup().time(time).start();
    private final HelplineClient alice = server.customer("alice");
    private final HelplineClient sarah = server.agent("sarah");
    private final HelplineClient ada = server.admin("ada");
    private final ChatApi chat = alice.chat();
    private final SupportApi desk = sarah.support();

    @AfterEach
    void close() {
        alice.close();
        sarah.close();
        ada.close();
        server.close();
    }

    private static SessionRequest.Builder request(String session) {
        return SessionRequest.builder()
                .sessionId(session)
                .user(UserInfo.builder()
                        .userId("alice")
                        .name("Alice Doe")
                        .email("alice@example.com")
                        .phone("+1-555-0100")
                        .build())
                .startTime(START)
                .subject("An order")
                .category("orders")
                .priority("high")
                .locale("en-US")
                .context(Map.of("orderId", "4711"));
    }

    private SentMessage ask(String session, String id, String text) {
        return chat.sendMessage(OutgoingMessage.builder(session, text)
                        .messageId(id)
                        .timestamp(START.minusSeconds(5))
                        .metadata(Map.of("device", "phone"))
                        .build())
                .execute();
    }

    private SentMessage answer(String session, String id, String text) {
        return desk.sendMessage(OutgoingMessage.builder(session, text)
                        .messageId(id)
                        .replyTo("m-1")
                        .build())
                .execute();
    }

    private SupportApi admin() {
        return ada.support();
    }

    private static String code(ChatCall<?> call) {
        return catchThrowableOfType(ChatApiException.class, call::execute).code();
    }

    private void converse(String session) {
        chat.startSession(request(session).build()).execute();
        ask(session, "m-1", "Where is it?");
        answer(session, "a-1", "On its way.");
    }

    @Test
    void a_draft_is_saved_replaced_and_gone_when_it_is_sent() {
        converse("s-1");

        assertThat(desk.draft("s-1").execute().text()).isEmpty();
        Draft first =
                desk.saveDraft(DraftRequest.builder("s-1", "I am").build()).execute();
        Draft second = desk.saveDraft(DraftRequest.builder("s-1", "I am on it")
                        .replacing(first.revision().orElseThrow())
                        .build())
                .execute();
        Draft found = desk.draft("s-1").execute();

        assertThat(found).usingRecursiveComparison().isEqualTo(second);
        assertThat(found.sessionId()).isEqualTo("s-1");
        assertThat(found.text()).isEqualTo("I am on it");
        assertThat(found.savedAt()).contains(START);
        assertThat(code(desk.saveDraft(DraftRequest.builder("s-1", "I").build())))
                .isEqualTo(ErrorCodes.DRAFT_CONFLICT);
        answer("s-1", "a-2", "I am on it");
        assertThat(desk.draft("s-1").execute().revision()).isEmpty();
    }

    @Test
    void the_live_board_tells_who_waits() {
        chat.startSession(request("s-1").build()).execute();
        time.advance(Duration.ofSeconds(7));

        LiveBoard board = desk.liveBoard().execute();

        assertThat(board.at()).isEqualTo(START.plusSeconds(7));
        assertThat(board.waiting()).isEqualTo(1);
        assertThat(board.active()).isZero();
        assertThat(board.onHold()).isZero();
        assertThat(board.longestWait()).contains(Duration.ofSeconds(7));
        assertThat(board.averageWait()).contains(Duration.ofSeconds(7));
        assertThat(board.agentsOnline()).isEqualTo(1);
        assertThat(board.agentsAvailable()).isEqualTo(1);
        assertThat(board.breaches()).isZero();
        assertThat(board.breachedTargets()).isEmpty();
    }

    @Test
    void alert_preferences_are_saved_and_found() {
        AlertPreferences defaults = desk.alertPreferences().execute();
        AlertPreferences wanted = defaults.toBuilder()
                .channels("waiting", Set.of())
                .quietHours(QuietHours.of(ZoneId.of("Europe/Berlin"), LocalTime.of(22, 0), LocalTime.of(7, 0)))
                .build();

        AlertPreferences saved = desk.saveAlertPreferences(wanted).execute();
        AlertPreferences found = desk.alertPreferences().execute();

        assertThat(defaults.channels("waiting")).containsExactly("push", "mail");
        assertThat(defaults.types()).hasSize(7).contains("sla_breached");
        assertThat(saved).usingRecursiveComparison().isEqualTo(wanted);
        assertThat(found).usingRecursiveComparison().isEqualTo(wanted);
        assertThat(code(desk.saveAlertPreferences(
                        AlertPreferences.builder().channels("sms", Set.of()).build())))
                .isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void canned_responses_are_saved_filled_and_deleted() {
        converse("s-1");
        CannedResponseRequest.Builder request = CannedResponseRequest.builder("r-1", "hi", "Hello {{customer.name}}")
                .title("Greeting")
                .department("Billing")
                .language("en")
                .personal();

        CannedResponse created = desk.saveCannedResponse(request.build()).execute();
        CannedResponse changed = desk.saveCannedResponse(
                        request.replacing(created.version()).build())
                .execute();
        FilledResponse filled = desk.fillCannedResponse("s-1", "r-1").execute();
        CannedResponse listed = desk.cannedResponses().execute().responses().get(0);

        assertThat(created.title()).contains("Greeting");
        assertThat(created.department()).contains("Billing");
        assertThat(created.language()).contains("en");
        assertThat(created.personal()).isTrue();
        assertThat(changed.version()).isEqualTo(2);
        assertThat(filled.text()).isEqualTo("Hello Name of alice");
        assertThat(listed.uses()).isEqualTo(1);
        assertThat(listed.text()).isEqualTo("Hello {{customer.name}}");
        assertThat(listed.shortcut()).isEqualTo("hi");
        assertThat(listed.changedAt()).isEqualTo(START);
        assertThat(listed.changedBy()).isEqualTo("sarah");
        assertThat(code(desk.saveCannedResponse(
                        CannedResponseRequest.builder("r-2", "hi", "x").build())))
                .isEqualTo(ErrorCodes.FORBIDDEN);
        assertThat(code(desk.saveCannedResponse(CannedResponseRequest.builder("r-2", "hi", "x")
                        .personal()
                        .build())))
                .isEqualTo(ErrorCodes.CANNED_RESPONSE_CONFLICT);
        assertThat(desk.deleteCannedResponse("r-1").execute()).isEqualTo("r-1");
        assertThat(code(desk.fillCannedResponse("s-1", "r-1"))).isEqualTo(ErrorCodes.CANNED_RESPONSE_NOT_FOUND);
    }

    @Test
    void a_macro_is_saved_filled_and_done_by_one_call() {
        converse("s-1");
        desk.saveCannedResponse(CannedResponseRequest.builder("r-1", "bye", "Good-bye, {{customer.name}}!")
                        .actions(CannedActions.builder()
                                .note("For {{customer.name}}")
                                .priority("high")
                                .addTags(List.of("Refund"))
                                .end("resolved", "Paid back")
                                .build())
                        .personal()
                        .build())
                .execute();

        CannedActions kept =
                desk.cannedResponses().execute().responses().get(0).actions().orElseThrow();
        FilledResponse filled = desk.fillCannedResponse("s-1", "r-1").execute();
        CannedActions actions = filled.actions().orElseThrow();
        ChangedSession done = desk.applyMacro(MacroRequest.builder("s-1")
                        .actions(actions)
                        .message("m-bye", filled.text())
                        .build())
                .execute();

        assertThat(kept.note()).contains("For {{customer.name}}");
        assertThat(actions.note()).contains("For Name of alice");
        assertThat(actions.priority()).contains("high");
        assertThat(actions.addTags()).containsExactly("refund");
        assertThat(actions.removeTags()).isEmpty();
        assertThat(actions.escalation()).isEmpty();
        assertThat(actions.ends()).isTrue();
        assertThat(actions.outcome()).contains("resolved");
        assertThat(actions.endReason()).contains("Paid back");
        assertThat(done.state()).isEqualTo(SessionState.ENDED);
        assertThat(done.tags()).containsExactly("refund");
        assertThat(desk.newestMessages("s-1").execute().messages())
                .extracting(Message::text)
                .contains("For Name of alice", "Good-bye, Name of alice!");
    }

    @Test
    void a_session_is_started_and_a_repeat_gets_the_first_answer() {
        StartedSession started = chat.startSession(request("s-1").build()).execute();
        StartedSession again = chat.startSession(request("s-1").build()).execute();

        assertThat(started.sessionId()).isEqualTo("s-1");
        assertThat(started.status()).isEqualTo("active");
        assertThat(started.state()).isEqualTo(SessionState.WAITING);
        assertThat(started.createdAt()).isEqualTo(START);
        assertThat(started.queuePosition()).hasValue(1);
        assertThat(started.sessionToken()).isEmpty();
        assertThat(again).usingRecursiveComparison().isEqualTo(started);
    }

    @Test
    void the_first_message_may_come_with_the_start() {
        chat.startSession(request("s-1").initialMessage("Where is it?").build()).execute();

        assertThat(chat.messages("s-1", 1, 50).execute().messages())
                .extracting(Message::text)
                .containsExactly("Where is it?");
    }

    @Test
    void messages_are_edited_and_withdrawn_by_their_authors() {
        converse("s-1");
        MessageEdit edit = MessageEdit.builder("s-1", "m-1", "Where is order 4711?")
                .editId("e-1")
                .build();
        AmendedMessage edited = chat.editMessage(edit).execute();
        AmendedMessage again = chat.editMessage(edit).execute();
        AmendedMessage withdrawn = desk.withdrawMessage("s-1", "a-1").execute();
        desk.sendMessage(OutgoingMessage.builder("s-1", "It is here")
                        .messageId("a-2")
                        .build())
                .execute();
        desk.editMessage(MessageEdit.builder("s-1", "a-2", "It is there").build())
                .execute();

        assertThat(edited.editedAt()).isPresent();
        assertThat(again).usingRecursiveComparison().isEqualTo(edited);
        assertThat(withdrawn.deletedAt()).isPresent();
        assertThat(chat.messages("s-1", 1, 50).execute().messages())
                .extracting(Message::text)
                .containsExactly("Where is order 4711?", "", "It is there");
        assertThat(desk.messageHistory("s-1", "m-1").execute().versions())
                .extracting(MessageHistory.Version::text)
                .containsExactly("Where is it?", "Where is order 4711?");
        assertThat(code(chat.withdrawMessage("s-1", "a-2"))).isEqualTo(ErrorCodes.FORBIDDEN);
        assertThat(code(chat.withdrawMessage("s-1", "unknown"))).isEqualTo(ErrorCodes.MESSAGE_NOT_FOUND);
        assertThat(code(desk.editMessage(
                        MessageEdit.builder("s-1", "a-1", "back").build())))
                .isEqualTo(ErrorCodes.MESSAGE_NOT_EDITABLE);
    }

    @Test
    void a_message_is_sent_once_under_its_id() {
        chat.startSession(request("s-1").build()).execute();

        SentMessage sent = ask("s-1", "m-1", "Where is it?");
        SentMessage again = ask("s-1", "m-1", "Where is it?");

        assertThat(sent.messageId()).isEqualTo("m-1");
        assertThat(sent.seq()).isPositive();
        assertThat(sent.timestamp()).isEqualTo(START.minusSeconds(5));
        assertThat(sent.deliveredAt()).isEqualTo(START);
        assertThat(again).usingRecursiveComparison().isEqualTo(sent);
        assertThat(code(chat.sendMessage(OutgoingMessage.builder("s-1", "Something else")
                        .messageId("m-1")
                        .build())))
                .isEqualTo(ErrorCodes.MESSAGE_CONFLICT);
    }

    @Test
    void each_side_learns_when_the_other_one_read_its_messages() {
        converse("s-1");
        SentMessage asked = ask("s-1", "m-2", "Really?");

        desk.markRead(ReadRequest.messages("s-1", List.of("m-1", "m-2"))).execute();
        chat.markRead(ReadRequest.upTo("s-1", asked.seq() - 1)).execute();

        assertThat(chat.messages("s-1", 1, 50).execute().messages())
                .extracting(Message::readAt)
                .containsExactly(Optional.of(START), Optional.empty(), Optional.of(START));
        assertThat(desk.newestMessages("s-1").execute().messages())
                .filteredOn(message -> message.sender() == Sender.AGENT)
                .extracting(message -> message.agent().orElseThrow().agentId())
                .containsOnly(Optional.of("sarah"));
        assertThat(desk.newestMessages("s-1").execute().messages())
                .filteredOn(message -> message.sender() == Sender.AGENT)
                .extracting(Message::deliveredAt, Message::readAt)
                .containsExactly(tuple(Optional.of(START), Optional.of(START)));
        assertThat(chat.session("s-1").execute().agentMark().orElseThrow().readSeq())
                .isEqualTo(asked.seq());
        assertThat(code(chat.markRead(ReadRequest.messages("s-1", List.of("unknown")))))
                .isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void a_poll_for_everything_brings_a_chain_without_holes() {
        converse("s-1");

        PollAnswer all =
                chat.poll(PollRequest.builder("s-1").everything().build()).execute();

        assertThat(all.hasMoreMessages()).isFalse();
        assertThat(all.sessionEnded()).isFalse();
        assertThat(all.sessionStatus()).isEqualTo("active");
        List<Long> seqs = all.messages().stream().map(Message::seq).toList();
        assertThat(all.messages())
                .extracting(message -> message.prevSeq().orElseThrow())
                .first()
                .isEqualTo(0L);
        assertThat(all.messages().stream()
                        .skip(1)
                        .map(message -> message.prevSeq().orElseThrow()))
                .isEqualTo(seqs.subList(0, seqs.size() - 1));
        Message answer = all.messages().get(all.messages().size() - 1);
        assertThat(answer.messageId()).isEqualTo("a-1");
        assertThat(answer.sender()).isEqualTo(Sender.AGENT);
        assertThat(answer.type()).isEqualTo(MessageType.TEXT);
        assertThat(answer.replyTo()).contains("m-1");
        assertThat(answer.quote()).map(Quote::text).contains("Where is it?");
        assertThat(answer.quote()).map(Quote::sender).contains(Sender.CUSTOMER);
        assertThat(answer.receivedAt()).contains(START);
        assertThat(answer.agent().orElseThrow().name()).contains("Name of sarah");
        assertThat(answer.agent().orElseThrow().department()).contains("Billing");
        assertThat(answer.agent().orElseThrow().agentId())
                .as("told to agents only")
                .isEmpty();
        assertThat(all.messages())
                .filteredOn(message -> message.sender() == Sender.CUSTOMER)
                .extracting(Message::metadata)
                .containsExactly(Map.of("device", "phone"));
        assertThat(all.messages()).extracting(Message::type).contains(MessageType.SYSTEM);
    }

    @Test
    void a_poll_goes_on_from_its_cursor_in_pages() {
        converse("s-1");
        answer("s-1", "a-2", "It will be there tomorrow.");

        PollAnswer first =
                chat.poll(PollRequest.builder("s-1").limit(1).build()).execute();
        PollAnswer second = chat.poll(PollRequest.builder("s-1")
                        .limit(1)
                        .after(first.cursor())
                        .build())
                .execute();

        assertThat(first.messages()).extracting(Message::messageId).containsExactly("a-1");
        assertThat(first.hasMoreMessages()).isTrue();
        assertThat(second.messages()).extracting(Message::messageId).containsExactly("a-2");
        assertThat(second.hasMoreMessages()).isFalse();
    }

    @Test
    void a_whole_conversation_is_read_by_the_page() {
        converse("s-1");

        MessagesPage page = chat.messages("s-1", 2, 1).execute();

        assertThat(page.messages()).extracting(Message::messageId).containsExactly("a-1");
        assertThat(page.pagination().orElseThrow().currentPage()).isEqualTo(2);
        assertThat(page.pagination().orElseThrow().totalPages()).isEqualTo(2);
        assertThat(page.pagination().orElseThrow().total()).isEqualTo(2);
        assertThat(page.pagination().orElseThrow().hasNext()).isFalse();
        assertThat(page.pagination().orElseThrow().hasPrevious()).isTrue();
    }

    @Test
    void a_conversation_is_read_by_cursors_either_way() {
        converse("s-1");
        String cursor = chat.poll(PollRequest.builder("s-1").build()).execute().cursor();

        MessagesPage first = chat.messages("s-1", 1, 1).execute();
        MessagesPage second =
                chat.messagesAfter("s-1", first.nextCursor().orElseThrow(), 1).execute();
        MessagesPage newest = chat.messagesBefore("s-1", cursor, 1).execute();
        MessagesPage older =
                chat.messagesBefore("s-1", newest.nextCursor().orElseThrow(), 1).execute();

        assertThat(second.messages()).extracting(Message::messageId).containsExactly("a-1");
        assertThat(second.nextCursor()).isEmpty();
        assertThat(second.pagination()).isEmpty();
        assertThat(newest.messages()).extracting(Message::messageId).containsExactly("a-1");
        assertThat(older.messages())
                .extracting(Message::messageId)
                .isEqualTo(first.messages().stream().map(Message::messageId).toList());
        assertThat(older.nextCursor()).isEmpty();
    }

    @Test
    void lists_of_sessions_are_read_on_by_cursors() {
        chat.startSession(request("s-1").build()).execute();
        chat.startSession(request("s-2").build()).execute();

        HistoryPage young = chat.history(1, 1).execute();
        HistoryPage old = chat.historyAfter(young.nextCursor().orElseThrow(), 1).execute();
        ActiveSessionsRequest.Builder one = ActiveSessionsRequest.builder().limit(1);
        ActiveSessions front = desk.activeSessions(one.build()).execute();
        ActiveSessions back = desk.activeSessions(
                        one.after(front.nextCursor().orElseThrow()).build())
                .execute();

        assertThat(Stream.of(young, old).map(page -> page.sessions().get(0).sessionId()))
                .containsExactlyInAnyOrder("s-1", "s-2");
        assertThat(old.nextCursor()).isEmpty();
        assertThat(Stream.of(front, back).map(page -> page.sessions().get(0).sessionId()))
                .containsExactlyInAnyOrder("s-1", "s-2");
        assertThat(back.nextCursor()).isEmpty();
    }

    @Test
    void a_head_tells_where_the_session_stands() {
        chat.startSession(request("s-1").build()).execute();
        SessionHead waiting = chat.session("s-1").execute();
        answer("s-1");
        SessionHead active = chat.session("s-1").execute();
        chat.endSession(EndRequest.builder("s-1").endReason("solved").build()).execute();
        SessionHead ended = chat.session("s-1").execute();

        assertThat(waiting.state()).isEqualTo(SessionState.WAITING);
        assertThat(waiting.queuePosition()).hasValue(1);
        assertThat(waiting.agent()).isEmpty();
        assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
        assertThat(active.queuePosition()).isEmpty();
        assertThat(active.agent().orElseThrow().name()).contains("Name of sarah");
        assertThat(active.messageCount()).hasValue(1);
        assertThat(ended.state()).isEqualTo(SessionState.ENDED);
        assertThat(ended.status()).isEqualTo("ended_by_user");
        assertThat(ended.endedBy()).contains(EndedBy.CUSTOMER);
        assertThat(ended.endCause()).contains(EndCause.NORMAL);
        assertThat(ended.endReason()).contains("solved");
        assertThat(ended.endedAt()).contains(START);
        assertThat(ended.ratingPrompt()).isTrue();
        assertThat(chat.askForRating("s-1", "phone").execute().show()).isTrue();
        assertThat(chat.askForRating("s-1", "tablet").execute().show()).isFalse();
        assertThat(chat.session("s-1").execute().ratingPrompt()).isFalse();
    }

    private void answer(String session) {
        desk.sendMessage(OutgoingMessage.builder(session, "Hello").build()).execute();
    }

    @Test
    void who_ended_a_session_and_why_are_values_that_the_sdk_knows() {
        converse("s-1");
        desk.endSession(EndRequest.builder("s-1").build()).execute();
        chat.startSession(request("s-2").build()).execute();
        time.advance(Duration.ofMinutes(31));

        SessionHead byAgent = chat.session("s-1").execute();
        SessionHead byTime = chat.session("s-2").execute();

        assertThat(byAgent.status()).isEqualTo("ended_by_admin");
        assertThat(byAgent.endedBy()).contains(EndedBy.AGENT);
        assertThat(byAgent.endCause()).contains(EndCause.NORMAL);
        assertThat(byTime.endedBy()).contains(EndedBy.SYSTEM);
        assertThat(byTime.endCause()).contains(EndCause.INACTIVITY);
        assertThat(code(chat.sendMessage(
                        OutgoingMessage.builder("s-2", "Too late").build())))
                .isEqualTo(ErrorCodes.SESSION_EXPIRED);
        assertThat(code(chat.sendMessage(
                        OutgoingMessage.builder("s-1", "Too late").build())))
                .isEqualTo(ErrorCodes.SESSION_NOT_FOUND);
    }

    @Test
    void an_end_and_a_rating_are_answered_alike_when_repeated() {
        converse("s-1");
        time.advance(Duration.ofSeconds(90));
        EndRequest end = EndRequest.builder("s-1").endTime(time.instant()).build();
        RatingRequest rating = RatingRequest.builder("s-1", 4)
                .feedback("Fine")
                .categories(List.of("speed"))
                .timestamp(time.instant())
                .build();

        EndedSession ended = chat.endSession(end).execute();
        EndedSession endedAgain = chat.endSession(end).execute();
        SubmittedRating rated = chat.rate(rating).execute();
        SubmittedRating ratedAgain = chat.rate(rating).execute();

        assertThat(ended.status()).isEqualTo("ended_by_user");
        assertThat(ended.endedBy()).isEqualTo(EndedBy.CUSTOMER);
        assertThat(ended.endTime()).isEqualTo(time.instant());
        assertThat(ended.duration()).contains(Duration.ofSeconds(90));
        assertThat(ended.messageCount()).hasValue(2);
        assertThat(endedAgain).usingRecursiveComparison().isEqualTo(ended);
        assertThat(rated.sessionId()).isEqualTo("s-1");
        assertThat(rated.ratingId()).isNotEmpty();
        assertThat(rated.rating()).isEqualTo(4);
        assertThat(rated.feedback()).contains("Fine");
        assertThat(rated.submittedAt()).isEqualTo(time.instant());
        assertThat(ratedAgain).usingRecursiveComparison().isEqualTo(rated);
        assertThat(code(chat.rate(RatingRequest.builder("s-1", 1).build()))).isEqualTo(ErrorCodes.RATING_EXISTS);
    }

    @Test
    void the_history_tells_of_past_sessions() {
        converse("s-1");
        chat.endSession(EndRequest.builder("s-1").build()).execute();
        chat.rate(RatingRequest.builder("s-1", 5).feedback("Great").build()).execute();

        HistoryPage history = chat.history(1, 20).execute();

        assertThat(history.pagination().orElseThrow().total()).isEqualTo(1);
        PastSession past = history.sessions().get(0);
        assertThat(past.sessionId()).isEqualTo("s-1");
        assertThat(past.status()).isEqualTo("ended_by_user");
        assertThat(past.startTime()).isEqualTo(START);
        assertThat(past.endTime()).contains(START);
        assertThat(past.duration()).contains(Duration.ZERO);
        assertThat(past.messageCount()).hasValue(2);
        assertThat(past.rating()).hasValue(5);
        assertThat(past.feedback()).contains("Great");
        assertThat(past.agent().orElseThrow().name()).contains("Name of sarah");
        assertThat(past.lastMessage().orElseThrow().text()).isEqualTo("On its way.");
        assertThat(past.lastMessage().orElseThrow().sender()).isEqualTo(Sender.AGENT);
    }

    @Test
    void the_open_session_is_found_or_opened() {
        assertThat(chat.current().execute().session()).isEmpty();

        StartedSession opened = chat.getOrStartCurrent(
                        SessionRequest.builder().subject("An order").build())
                .execute();
        StartedSession same =
                chat.getOrStartCurrent(SessionRequest.builder().build()).execute();

        assertThat(same.sessionId()).isEqualTo(opened.sessionId());
        assertThat(chat.current().execute().session().orElseThrow().sessionId()).isEqualTo(opened.sessionId());
    }

    @Test
    void the_server_tells_about_itself_without_a_token() {
        try (HelplineClient anonymous =
                HelplineClient.builder(RealServer.url(server.port())).build()) {
            ChatConfig config = anonymous.chat().config().execute();

            assertThat(config.pollInterval()).contains(Duration.ofSeconds(2));
            assertThat(config.maxWait()).contains(Duration.ofSeconds(25));
            assertThat(config.maxMessageLength()).hasValue(5000);
            assertThat(config.sendsContent()).isFalse();
            assertThat(config.limits()).containsOnlyKeys("sessions", "typing", "uploads", "reads");
            assertThat(config.limits().get("typing")).hasToString("20 per PT10S");
            assertThat(anonymous.chat().health().execute().status()).isEqualTo("ok");
            assertThat(code(anonymous.chat().current())).isEqualTo(ErrorCodes.AUTHENTICATION_FAILED);
        }
    }

    @Test
    void the_board_tells_changes_and_alerts_since_a_cursor() {
        chat.startSession(SessionRequest.builder().sessionId("s-1").build()).execute();
        Board first = desk.board(BoardRequest.builder().build()).execute();

        chat.startSession(request("s-2").build()).execute();
        time.advance(Duration.ofSeconds(1));
        Board second = desk.board(BoardRequest.builder()
                        .after(first.cursor())
                        .maxWait(Duration.ofSeconds(5))
                        .build())
                .execute();
        Board third = desk.board(BoardRequest.builder().after(second.cursor()).build())
                .execute();

        assertThat(first.isSnapshot()).isTrue();
        assertThat(first.sessions()).extracting(ActiveSession::sessionId).containsExactly("s-1");
        assertThat(first.agents()).isNotEmpty();
        assertThat(first.alerts()).isEmpty();
        assertThat(first.hasMore()).isFalse();
        assertThat(second.isSnapshot()).isFalse();
        assertThat(second.sessions()).extracting(ActiveSession::sessionId).containsExactly("s-2");
        assertThat(second.gone()).isEmpty();
        assertThat(second.totalActive()).isEqualTo(2);
        assertThat(second.waiting()).isEqualTo(2);
        assertThat(second.alerts()).hasSize(1);
        BoardAlert alert = second.alerts().get(0);
        assertThat(alert.type()).isEqualTo("waiting");
        assertThat(alert.sessionId()).isEqualTo("s-2");
        assertThat(alert.eventId()).isNotEmpty();
        assertThat(alert.seq()).isPositive();
        assertThat(alert.timestamp()).isEqualTo(START);
        assertThat(third.alerts()).isEmpty();
    }

    @Test
    void the_desk_lists_who_waits_and_who_is_served() {
        chat.startSession(request("s-1").build()).execute();
        chat.startSession(SessionRequest.builder().sessionId("s-2").build()).execute();
        ask("s-1", "m-1", "Where is it?");
        answer("s-2");
        time.advance(Duration.ofSeconds(10));

        ActiveSessions open =
                desk.activeSessions(ActiveSessionsRequest.builder().build()).execute();
        ActiveSessions waiting = desk.activeSessions(ActiveSessionsRequest.builder()
                        .state(SessionState.WAITING)
                        .page(1)
                        .limit(10)
                        .build())
                .execute();
        ActiveSessions mine = desk.activeSessions(
                        ActiveSessionsRequest.builder().assignedTo("sarah").build())
                .execute();

        assertThat(open.totalActive()).isEqualTo(2);
        assertThat(open.waiting()).hasValue(1);
        assertThat(open.sessions()).extracting(ActiveSession::sessionId).containsExactly("s-1", "s-2");
        assertThat(mine.sessions()).extracting(ActiveSession::sessionId).containsExactly("s-2");
        ActiveSession first = waiting.sessions().get(0);
        assertThat(first.sessionId()).isEqualTo("s-1");
        assertThat(first.state()).isEqualTo(SessionState.WAITING);
        assertThat(first.customer().userId()).contains("alice");
        assertThat(first.startTime()).isEqualTo(START);
        assertThat(first.waited()).contains(Duration.ofSeconds(10));
        assertThat(first.priority()).isPresent();
        assertThat(first.subject()).contains("An order");
        assertThat(first.category()).contains("orders");
        assertThat(first.messageCount()).hasValue(1);
        assertThat(first.lastMessage().orElseThrow().text()).isEqualTo("Where is it?");
    }

    @Test
    void open_sessions_are_found_by_their_times() {
        chat.startSession(request("s-1").build()).execute();
        Instant later = START.plusSeconds(1);
        ActiveSessionsRequest.Builder now = ActiveSessionsRequest.builder()
                .startedFrom(START)
                .startedTo(later)
                .activeFrom(START)
                .activeTo(later);

        assertThat(desk.activeSessions(now.build()).execute().sessions())
                .extracting(ActiveSession::sessionId)
                .containsExactly("s-1");
        assertThat(desk.activeSessions(now.startedFrom(later).build()).execute().sessions())
                .isEmpty();
        assertThat(desk.activeSessions(now.startedFrom(START).activeFrom(later).build())
                        .execute()
                        .sessions())
                .isEmpty();
    }

    @Test
    void sessions_are_found_by_their_external_reference() {
        chat.startSession(request("s-1").externalRef("ORD-1").build()).execute();
        chat.startSession(request("s-2").externalRef("ORD-2").build()).execute();

        HistoryPage own = chat.history(
                        HistoryRequest.builder().externalRef("ORD-2").limit(10).build())
                .execute();
        ActiveSessions open = desk.activeSessions(
                        ActiveSessionsRequest.builder().externalRef("ORD-1").build())
                .execute();

        assertThat(own.sessions()).extracting(PastSession::sessionId).containsExactly("s-2");
        assertThat(own.sessions().get(0).externalRef()).contains("ORD-2");
        assertThat(open.sessions()).extracting(ActiveSession::sessionId).containsExactly("s-1");
        assertThat(open.sessions().get(0).externalRef()).contains("ORD-1");
        assertThat(chat.session("s-1").execute().externalRef()).contains("ORD-1");
        assertThat(desk.session("s-1").execute().externalRef()).contains("ORD-1");
    }

    @Test
    void a_session_is_assigned_to_the_first_agent_that_claims_it_and_to_no_other_afterwards() {
        chat.startSession(request("s-1").build()).execute();

        Assignment assignment =
                desk.assign(AssignRequest.builder("s-1").build()).execute();

        assertThat(assignment.sessionId()).isEqualTo("s-1");
        assertThat(assignment.state()).isEqualTo(SessionState.ACTIVE);
        assertThat(assignment.agent().agentId()).contains("sarah");
        assertThat(assignment.agent().name()).contains("Name of sarah");
        try (HelplineClient tom = server.agent("tom")) {
            assertThat(code(tom.support().assign(AssignRequest.builder("s-1").build())))
                    .isEqualTo(ErrorCodes.SESSION_CONFLICT);
        }
    }

    @Test
    void ended_sessions_are_listed_page_by_page() {
        for (String id : List.of("s-1", "s-2")) {
            chat.startSession(request(id).build()).execute();
            desk.assign(AssignRequest.builder(id).build()).execute();
            desk.applyMacro(MacroRequest.builder(id)
                            .addTags(List.of("vip"))
                            .end("resolved", "done")
                            .build())
                    .execute();
        }
        Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
        EndedSessionsRequest.Builder request = EndedSessionsRequest.builder()
                .agent("sarah")
                .priority("normal")
                .tag("VIP")
                .from(longAgo)
                .limit(1);

        EndedSessions first = desk.endedSessions(request.build()).execute();
        EndedSessions second = desk.endedSessions(
                        request.after(first.nextCursor().orElseThrow()).build())
                .execute();

        assertThat(Stream.of(first, second).flatMap(page -> page.sessions().stream()))
                .extracting(ListedEndedSession::sessionId)
                .containsExactlyInAnyOrder("s-1", "s-2");
        assertThat(second.nextCursor()).isEmpty();
        assertThat(first.sessions().get(0).outcome()).contains("resolved");
        assertThat(desk.endedSessions(
                                EndedSessionsRequest.builder().priority("high").build())
                        .execute()
                        .sessions())
                .isEmpty();
        assertThat(desk.endedSessions(EndedSessionsRequest.builder().to(longAgo).build())
                        .execute()
                        .sessions())
                .isEmpty();
    }

    @Test
    void an_agent_starts_a_session_where_the_server_lets_agents_do_that() {
        OutboundRequest request = OutboundRequest.builder("alice")
                .sessionId("s-1")
                .subject("Your order")
                .message("Your parcel is late.")
                .build();
        RealServer.Setup setup = new RealServer.Setup();
        setup.policy().agentStarts(true);
        try (RealServer allowing = setup.start();
                HelplineClient agent = allowing.agent("sarah");
                HelplineClient customer = allowing.customer("alice")) {

            ChangedSession started = agent.support().startSession(request).execute();
            ChangedSession again = agent.support().startSession(request).execute();

            assertThat(started.state()).isEqualTo(SessionState.ACTIVE);
            assertThat(again.sessionId()).isEqualTo("s-1");
            assertThat(customer.chat().config().execute().agentStarts()).isTrue();
            assertThat(customer.chat()
                            .current()
                            .execute()
                            .session()
                            .orElseThrow()
                            .sessionId())
                    .isEqualTo("s-1");
        }
        assertThat(code(desk.startSession(request))).isEqualTo("FORBIDDEN");
        assertThat(chat.config().execute().agentStarts()).isFalse();
    }

    @Test
    void the_sessions_of_several_departments_are_listed_with_their_places() {
        RealServer.Setup setup = new RealServer.Setup().time(time);
        setup.policy().department(start -> start.topic().category());
        try (RealServer departments = setup.start();
                HelplineClient agent = departments.agent("sarah");
                HelplineClient customer = departments.customer("alice")) {
            Stream.of("Sales", "Billing", "Support")
                    .forEach(department -> customer.chat()
                            .startSession(SessionRequest.builder()
                                    .sessionId("s-" + department)
                                    .category(department)
                                    .build())
                            .execute());

            List<ActiveSession> named = agent.support()
                    .activeSessions(ActiveSessionsRequest.builder()
                            .department("Sales")
                            .department("Support")
                            .build())
                    .execute()
                    .sessions();
            List<ActiveSession> own = agent.support()
                    .activeSessions(
                            ActiveSessionsRequest.builder().ownDepartments().build())
                    .execute()
                    .sessions();

            assertThat(named).extracting(ActiveSession::sessionId).containsExactly("s-Sales", "s-Support");
            assertThat(named)
                    .extracting(session -> session.queuePosition().orElseThrow())
                    .containsExactly(2, 3);
            assertThat(own).extracting(ActiveSession::sessionId).containsExactly("s-Billing");
        }
    }

    @Test
    void an_admin_exports_audit_records() {
        chat.startSession(request("s-1").build()).execute();
        chat.startSession(request("s-2").build()).execute();
        AuditRequest one = AuditRequest.builder().session("s-1").build();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ByteArrayOutputStream csv = new ByteArrayOutputStream();

        long bytes = ada.support().exportAudit(one, "ndjson", json).execute();
        ada.support().exportAudit(one, "csv", csv).execute();

        assertThat(bytes).isEqualTo(json.size());
        assertThat(json.toString(UTF_8).lines()).hasSize(1).allMatch(line -> line.contains("\"subject\":\"s-1\""));
        assertThat(csv.toString(UTF_8)).startsWith("kind,subject,number,").contains("\r\nSESSION,s-1,1,");
        assertThat(code(desk.exportAudit(one, "csv", csv))).isEqualTo("FORBIDDEN");
    }

    @Test
    void agents_work_together_in_a_session() {
        chat.startSession(request("s-1").build()).execute();
        desk.assign(AssignRequest.builder("s-1").build()).execute();

        ChangedSession urgent = desk.setPriority("s-1", "urgent").execute();
        ChangedSession tagged =
                desk.changeTags("s-1", List.of("VIP"), List.of("new")).execute();
        ChangedSession escalated = desk.escalateSession("s-1", "help").execute();
        AddedNote note = desk.addNote("s-1", "n-1", "@sarah hush").execute();
        AddedNote again = desk.addNote("s-1", "n-1", "@sarah hush").execute();
        ChangedSession returned = desk.returnSession("s-1").execute();
        String forbidden = code(desk.takeOverSession("s-1"));
        String unknownDepartment = code(desk.transferSession(
                TransferRequest.toDepartment("s-1", "Nowhere").note("hush").build()));
        ActiveSession listed = desk.activeSessions(
                        ActiveSessionsRequest.builder().tag("Vip").escalated().build())
                .execute()
                .sessions()
                .get(0);

        assertThat(urgent.priority()).isEqualTo("urgent");
        assertThat(tagged.tags()).containsExactly("vip");
        assertThat(escalated.escalatedAt()).isPresent();
        assertThat(again.seq()).isEqualTo(note.seq());
        assertThat(returned.agent()).isEmpty();
        assertThat(returned.state()).isEqualTo(SessionState.WAITING);
        assertThat(forbidden).isEqualTo(ErrorCodes.FORBIDDEN);
        assertThat(unknownDepartment).isEqualTo("VALIDATION_ERROR");
        assertThat(listed.tags()).containsExactly("vip");
        assertThat(listed.escalatedAt()).isEqualTo(escalated.escalatedAt());
        assertThat(listed.mentions()).containsEntry("sarah", note.seq());
        assertThat(desk.newestMessages("s-1").execute().messages())
                .filteredOn(message -> message.type() == MessageType.NOTE)
                .extracting(Message::text)
                .containsExactly("@sarah hush");
    }

    @Test
    void agents_see_what_a_session_is_due_for_and_was_late_for() {
        RealServer.Setup setup = new RealServer.Setup().time(time);
        setup.policy()
                .sla(SlaPolicy.builder()
                        .level(ServiceLevel.builder()
                                .firstResponse(Duration.ofMinutes(5))
                                .resolution(Duration.ofHours(1))
                                .build())
                        .build());
        try (RealServer promising = setup.start();
                HelplineClient customer = promising.customer("alice");
                HelplineClient agent = promising.agent("sarah")) {
            customer.chat().startSession(request("s-1").build()).execute();
            time.advance(Duration.ofMinutes(6));
            agent.support().assign(AssignRequest.builder("s-1").build()).execute();

            List<SlaClock> listed = agent.support()
                    .activeSessions(ActiveSessionsRequest.builder().build())
                    .execute()
                    .sessions()
                    .get(0)
                    .sla();
            List<SlaClock> detailed = agent.support().session("s-1").execute().sla();

            assertThat(listed).extracting(SlaClock::target).containsExactly("first_response", "resolution");
            assertThat(listed.get(0).breachedAt()).contains(START.plus(Duration.ofMinutes(6)));
            assertThat(listed.get(1).dueAt()).contains(START.plus(Duration.ofHours(1)));
            assertThat(listed.get(1).breachedAt()).isEmpty();
            assertThat(detailed).usingRecursiveComparison().isEqualTo(listed);
        }
    }

    @Test
    void a_session_is_put_on_hold_and_taken_off_it() {
        chat.startSession(request("s-1").build()).execute();
        String waiting = code(desk.holdSession("s-1"));
        desk.assign(AssignRequest.builder("s-1").build()).execute();

        Assignment held = desk.holdSession("s-1").execute();
        Assignment resumed = desk.resumeSession("s-1").execute();

        assertThat(waiting).isEqualTo(ErrorCodes.SESSION_CONFLICT);
        assertThat(held.state()).isEqualTo(SessionState.ON_HOLD);
        assertThat(resumed.state()).isEqualTo(SessionState.ACTIVE);
        assertThat(resumed.agent().agentId()).contains("sarah");
    }

    @Test
    void the_desk_reads_everything_about_a_session() {
        converse("s-1");
        desk.endSession(EndRequest.builder("s-1")
                        .endReason("answered")
                        .outcome("resolved")
                        .build())
                .execute();
        chat.rate(RatingRequest.builder("s-1", 5).build()).execute();

        SessionDetails details = desk.session("s-1").execute();

        assertThat(details.customer().userId()).contains("alice");
        assertThat(details.status()).isEqualTo("ended_by_admin");
        assertThat(details.state()).isEqualTo(SessionState.ENDED);
        assertThat(details.startTime()).isEqualTo(START);
        assertThat(details.createdAt()).isEqualTo(START);
        assertThat(details.subject()).contains("An order");
        assertThat(details.category()).contains("orders");
        assertThat(details.locale()).contains("en-US");
        assertThat(details.context()).isEqualTo(Map.of("orderId", "4711"));
        assertThat(details.agent().orElseThrow().agentId()).contains("sarah");
        assertThat(details.messageCount()).hasValue(2);
        assertThat(details.endedBy()).contains(EndedBy.AGENT);
        assertThat(details.endCause()).contains(EndCause.NORMAL);
        assertThat(details.endReason()).contains("answered");
        assertThat(details.outcome()).contains("resolved");
        assertThat(details.rating().orElseThrow().rating()).isEqualTo(5);
    }

    @Test
    void the_desk_reads_on_behind_what_it_has_read() {
        converse("s-1");

        SessionMessages newest = desk.newestMessages("s-1").execute();
        answer("s-1", "a-2", "It will be there tomorrow.");
        ask("s-1", "m-2", "Thank you!");
        SessionMessages next = desk.messagesAfter("s-1", newest.cursor(), 1).execute();
        SessionMessages last = desk.messagesAfter("s-1", next.cursor(), 100).execute();

        assertThat(newest.messages()).extracting(Message::messageId).contains("m-1", "a-1");
        assertThat(newest.hasMoreMessages()).isFalse();
        assertThat(next.messages()).extracting(Message::messageId).containsExactly("a-2");
        assertThat(next.hasMoreMessages()).isTrue();
        assertThat(last.messages()).extracting(Message::messageId).containsExactly("m-2");
        assertThat(last.hasMoreMessages()).isFalse();
    }

    @Test
    void supervisors_search_the_audit_records_of_all_sessions_page_by_page() {
        converse("s-1");
        AuditRequest.Builder request =
                AuditRequest.builder().session("s-1").actor("sarah").limit(1);

        AuditPage first = admin().audit(request.build()).execute();
        AuditPage next = admin().audit(
                        request.after(first.nextCursor().orElseThrow()).build())
                .execute();

        SessionAudit.Item newest = first.records().get(0);
        assertThat(newest.kind()).contains("session");
        assertThat(newest.subject()).contains("s-1");
        assertThat(newest.actor()).contains("sarah");
        assertThat(newest.action()).isEqualTo("MESSAGE_SENT");
        assertThat(next.records().get(0).number()).isLessThan(newest.number());
        assertThat(code(desk.audit(AuditRequest.builder().build()))).isEqualTo(ErrorCodes.FORBIDDEN);
    }

    @Test
    void the_desk_lists_its_agents_and_how_busy_they_are() {
        converse("s-1");

        List<Agent> agents = desk.agents().execute().agents();

        assertThat(agents).extracting(Agent::agentId).containsExactly("sarah");
        Agent agent = agents.get(0);
        assertThat(agent.name()).contains("Name of sarah");
        assertThat(agent.department()).contains("Billing");
        assertThat(agent.presence()).contains("online");
        assertThat(agent.capacity()).hasValue(20);
        assertThat(agent.load()).hasValue(1);
    }

    @Test
    void admins_save_agents_and_agents_choose_their_presence() {
        converse("s-1");
        AgentRequest.Builder request = AgentRequest.builder("sarah")
                .name("Sarah")
                .email("sarah@example.org")
                .departments(List.of("Care", "Billing"))
                .skills(List.of("refunds"))
                .languages(List.of("en"))
                .role("supervisor")
                .capacity(2);

        Agent created = admin().saveAgent(request.build()).execute();
        Agent changed =
                admin().saveAgent(request.replacing(1).capacity(3).build()).execute();
        Agent away = desk.choosePresence(AgentPresence.AWAY).execute();
        AgentHistory history = admin().agentHistory("sarah").execute();
        Agent listed = desk.agents().execute().agents().get(1);

        assertThat(created.version()).isEqualTo(1);
        assertThat(created.presence()).isEmpty();
        assertThat(created.lastSeenAt()).isEmpty();
        assertThat(changed.capacity()).hasValue(3);
        assertThat(away.presence()).contains("away");
        assertThat(listed.name()).contains("Sarah");
        assertThat(listed.email()).contains("sarah@example.org");
        assertThat(listed.department()).contains("Care");
        assertThat(listed.departments()).containsExactly("Care", "Billing");
        assertThat(listed.skills()).containsExactly("refunds");
        assertThat(listed.languages()).containsExactly("en");
        assertThat(listed.role()).contains("supervisor");
        assertThat(listed.active()).isTrue();
        assertThat(listed.version()).isEqualTo(2);
        assertThat(listed.presence()).contains("away");
        assertThat(listed.lastSeenAt()).contains(START);
        assertThat(history.agentId()).isEqualTo("sarah");
        assertThat(history.changes()).extracting(AgentChange::action).containsExactly("agent_changed", "agent_changed");
        AgentChange last = history.changes().get(1);
        assertThat(last.version()).isEqualTo(2);
        assertThat(last.changedAt()).isEqualTo(START);
        assertThat(last.changedBy()).contains("ada");
        assertThat(last.detail()).contains("capacity: 2 -> 3");
        assertThat(admin().saveAgent(request.build()).execute().version()).isEqualTo(2);
        assertThat(code(admin().saveAgent(request.capacity(4).build()))).isEqualTo(ErrorCodes.AGENT_CONFLICT);
        assertThat(code(desk.saveAgent(request.build()))).isEqualTo(ErrorCodes.FORBIDDEN);
    }
}
