package dev.helpline.chat.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.agent.ActiveSessions;
import dev.helpline.chat.client.agent.AddedNote;
import dev.helpline.chat.client.agent.Agent;
import dev.helpline.chat.client.agent.AgentHistory;
import dev.helpline.chat.client.agent.AgentPresence;
import dev.helpline.chat.client.agent.AgentRequest;
import dev.helpline.chat.client.agent.Agents;
import dev.helpline.chat.client.agent.AlertPreferences;
import dev.helpline.chat.client.agent.AssignRequest;
import dev.helpline.chat.client.agent.Assignment;
import dev.helpline.chat.client.agent.AuditPage;
import dev.helpline.chat.client.agent.Block;
import dev.helpline.chat.client.agent.BlockHistory;
import dev.helpline.chat.client.agent.BlockRequest;
import dev.helpline.chat.client.agent.Blocks;
import dev.helpline.chat.client.agent.CannedActions;
import dev.helpline.chat.client.agent.CannedResponse;
import dev.helpline.chat.client.agent.CannedResponseRequest;
import dev.helpline.chat.client.agent.CannedResponses;
import dev.helpline.chat.client.agent.ChangedSession;
import dev.helpline.chat.client.agent.Draft;
import dev.helpline.chat.client.agent.DraftRequest;
import dev.helpline.chat.client.agent.EndedSessions;
import dev.helpline.chat.client.agent.FilledResponse;
import dev.helpline.chat.client.agent.LiveBoard;
import dev.helpline.chat.client.agent.MacroRequest;
import dev.helpline.chat.client.agent.MessageHistory;
import dev.helpline.chat.client.agent.OutboundRequest;
import dev.helpline.chat.client.agent.QuietHours;
import dev.helpline.chat.client.agent.SessionAudit;
import dev.helpline.chat.client.agent.SessionDetails;
import dev.helpline.chat.client.agent.SessionMessages;
import dev.helpline.chat.client.agent.TransferRequest;
import dev.helpline.chat.client.attachment.Attachment;
import dev.helpline.chat.client.attachment.AttachmentLimits;
import dev.helpline.chat.client.attachment.AttachmentLink;
import dev.helpline.chat.client.attachment.CanceledUpload;
import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.attachment.UploadProgress;
import dev.helpline.chat.client.internal.JsonBody;
import dev.helpline.chat.client.internal.JsonFields;
import dev.helpline.chat.client.message.AmendedMessage;
import dev.helpline.chat.client.message.MarkedRead;
import dev.helpline.chat.client.message.Message;
import dev.helpline.chat.client.message.MessageEdit;
import dev.helpline.chat.client.message.MessageType;
import dev.helpline.chat.client.message.MessagesPage;
import dev.helpline.chat.client.message.OutgoingMessage;
import dev.helpline.chat.client.message.Quote;
import dev.helpline.chat.client.message.ReadRequest;
import dev.helpline.chat.client.message.RichContent;
import dev.helpline.chat.client.message.SentMessage;
import dev.helpline.chat.client.participant.AgentInfo;
import dev.helpline.chat.client.participant.Sender;
import dev.helpline.chat.client.participant.UserInfo;
import dev.helpline.chat.client.poll.PollAnswer;
import dev.helpline.chat.client.rating.RatingPrompt;
import dev.helpline.chat.client.rating.RatingRequest;
import dev.helpline.chat.client.rating.SubmittedRating;
import dev.helpline.chat.client.session.CurrentSession;
import dev.helpline.chat.client.session.EndCause;
import dev.helpline.chat.client.session.EndRequest;
import dev.helpline.chat.client.session.EndedBy;
import dev.helpline.chat.client.session.EndedSession;
import dev.helpline.chat.client.session.GuestSession;
import dev.helpline.chat.client.session.HistoryPage;
import dev.helpline.chat.client.session.ReadMark;
import dev.helpline.chat.client.session.SessionHead;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.session.SessionState;
import dev.helpline.chat.client.session.StartedSession;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {
    private static final String SESSION = "chat_1733514600000_abc123def";
    private static final String QUESTION = "Hello, I need help with my order #ORD12345";
    private static final String HELLO = "Hello! I'd be happy to help you with your order.";

    private static final Map<String, ?> CARD = Map.of(
            "title",
            "Order ORD12345",
            "text",
            "It arrives tomorrow.",
            "image",
            Map.of("url", "https://shop.example/images/book.png", "alt", "A book"),
            "buttons",
            List.of(
                    Map.of("id", "track", "label", "Track it", "url", "https://shop.example/orders/ORD12345/track"),
                    Map.of("id", "cancel", "label", "Cancel it")));

    /** Bodies of calls that the SDK does not make. */
    private static final Set<String> NOT_IN_THE_SDK = Set.of(
            "support-board",
            "support-board-changes",
            "support-analytics",
            "support-report",
            "support-report-explain",
            "rating-link",
            "rating-linked");

    private static final Map<String, Function<JsonFields, Object>> RESPONSES = Map.ofEntries(
            Map.entry("config", ChatConfig::new),
            Map.entry("config-asking", ChatConfig::new),
            Map.entry("current", CurrentSession::new),
            Map.entry("current-none", CurrentSession::new),
            Map.entry("current-put", StartedSession::new),
            Map.entry("health", Health::new),
            Map.entry("history", HistoryPage::new),
            Map.entry("history-more", HistoryPage::new),
            Map.entry("history-reference", HistoryPage::new),
            Map.entry("message-send", SentMessage::new),
            Map.entry("messages", MessagesPage::new),
            Map.entry("messages-before", MessagesPage::new),
            Map.entry("messages-attachments", MessagesPage::new),
            Map.entry("upload-start", UploadProgress::new),
            Map.entry("upload-part", UploadProgress::new),
            Map.entry("upload-done", UploadProgress::new),
            Map.entry("upload-cancel", CanceledUpload::new),
            Map.entry("attachment-link", json -> new AttachmentLink(json, path -> "https://shop.example" + path)),
            Map.entry("messages-reply", MessagesPage::new),
            Map.entry("messages-content", MessagesPage::new),
            Map.entry("message-edit", AmendedMessage::new),
            Map.entry("message-withdraw", AmendedMessage::new),
            Map.entry("poll-amended", PollAnswer::new),
            Map.entry("support-message-history", MessageHistory::new),
            Map.entry("messages-more", MessagesPage::new),
            Map.entry("poll", PollAnswer::new),
            Map.entry("poll-empty", PollAnswer::new),
            Map.entry("poll-ended", PollAnswer::new),
            Map.entry("poll-ended-by-user", PollAnswer::new),
            Map.entry("poll-ending", PollAnswer::new),
            Map.entry("poll-expired", PollAnswer::new),
            Map.entry("poll-more", PollAnswer::new),
            Map.entry("poll-system", PollAnswer::new),
            Map.entry("poll-read", PollAnswer::new),
            Map.entry("rating", SubmittedRating::new),
            Map.entry("rating-prompt", RatingPrompt::new),
            Map.entry("read", MarkedRead::new),
            Map.entry("session-create", StartedSession::new),
            Map.entry("session-create-guest", StartedSession::new),
            Map.entry("session-upgrade", StartedSession::new),
            Map.entry("session-end", EndedSession::new),
            Map.entry("session-head", SessionHead::new),
            Map.entry("session-reopen", SessionHead::new),
            Map.entry("support-reopen", SessionHead::new),
            Map.entry("session-head-waiting", SessionHead::new),
            Map.entry("session-head-reference", SessionHead::new),
            Map.entry("support-active-sessions", ActiveSessions::new),
            Map.entry("support-active-sessions-reference", ActiveSessions::new),
            Map.entry("support-active-sessions-offered", ActiveSessions::new),
            Map.entry("support-session-offered", SessionDetails::new),
            Map.entry("support-live-board", LiveBoard::new),
            Map.entry("support-agents", Agents::new),
            Map.entry("support-agent-create", Agent::new),
            Map.entry("support-agent-replace", Agent::new),
            Map.entry("support-agent-history", AgentHistory::new),
            Map.entry("support-presence", Agent::new),
            Map.entry("support-preferences", AlertPreferences::new),
            Map.entry("support-preferences-save", AlertPreferences::new),
            Map.entry("support-draft", Draft::new),
            Map.entry("support-draft-none", Draft::new),
            Map.entry("support-draft-save", Draft::new),
            Map.entry("support-canned", CannedResponses::new),
            Map.entry("support-canned-create", CannedResponse::new),
            Map.entry("support-canned-replace", CannedResponse::new),
            Map.entry("support-canned-fill", FilledResponse::new),
            Map.entry("support-canned-delete", json -> json.text("responseId")),
            Map.entry("support-block", Block::new),
            Map.entry("support-blocked", Blocks::new),
            Map.entry("support-block-history", BlockHistory::new),
            Map.entry("support-unblock", Block::new),
            Map.entry("support-start", ChangedSession::new),
            Map.entry("support-assign", Assignment::new),
            Map.entry("support-transfer", ChangedSession::new),
            Map.entry("support-return", ChangedSession::new),
            Map.entry("support-take-over", ChangedSession::new),
            Map.entry("support-escalate", ChangedSession::new),
            Map.entry("support-priority", ChangedSession::new),
            Map.entry("support-tags", ChangedSession::new),
            Map.entry("support-note", AddedNote::new),
            Map.entry("support-audit", SessionAudit::new),
            Map.entry("support-audit-search", AuditPage::new),
            Map.entry("support-ended-sessions", EndedSessions::new),
            Map.entry("support-macro", ChangedSession::new),
            Map.entry("support-end", EndedSession::new),
            Map.entry("support-decline", ChangedSession::new),
            Map.entry("support-hold", Assignment::new),
            Map.entry("support-resume", Assignment::new),
            Map.entry("support-message-send", SentMessage::new),
            Map.entry("support-messages", SessionMessages::new),
            Map.entry("support-messages-newest", SessionMessages::new),
            Map.entry("support-session", SessionDetails::new),
            Map.entry("support-session-rated", SessionDetails::new));

    private static AgentRequest.Builder sarah() {
        return AgentRequest.builder("agent-8")
                .name("Sarah")
                .email("sarah@example.com")
                .departments(List.of("Customer Service", "Returns"))
                .skills(List.of("refunds"))
                .languages(List.of("en", "de"))
                .role("agent")
                .capacity(5);
    }

    private static CannedResponseRequest.Builder greeting(String text) {
        return CannedResponseRequest.builder("greeting", "hi", text)
                .actions(CannedActions.builder()
                        .note("Greeted by {{agent.name}}")
                        .priority("high")
                        .addTags(List.of("greeted"))
                        .removeTags(List.of("new"))
                        .escalate("Needs a supervisor")
                        .end("resolved", "Answered")
                        .build())
                .title("Greeting")
                .department("Customer Service")
                .language("en");
    }

    private static final Map<String, JsonBody> REQUESTS = Map.ofEntries(
            Map.entry(
                    "session-create",
                    SessionRequest.builder()
                            .sessionId(SESSION)
                            .user(UserInfo.builder()
                                    .userId("customer-12345")
                                    .email("customer@example.com")
                                    .name("John Doe")
                                    .phone("+1234567890")
                                    .build())
                            .startTime(Instant.parse("2025-12-06T15:30:00Z"))
                            .subject("Where is my order?")
                            .category("delivery")
                            .priority("normal")
                            .context(Map.of("orderId", "ORD12345", "app", Map.of("version", "4.2.0")))
                            .locale("en-GB")
                            .build()
                            .toJson()),
            Map.entry(
                    "session-create-reference",
                    SessionRequest.builder()
                            .sessionId(SESSION)
                            .externalRef("ORD12345")
                            .build()
                            .toJson()),
            Map.entry(
                    "session-create-guest",
                    SessionRequest.builder()
                            .sessionId(SESSION)
                            .user(UserInfo.builder().name("Jo").guest().build())
                            .build()
                            .toJson()),
            Map.entry(
                    "session-upgrade",
                    HttpChatApi.handingOver(new GuestSession(SESSION, "guest." + "A".repeat(44) + "." + SESSION))),
            Map.entry("session-create-minimal", SessionRequest.builder().build().toJson()),
            Map.entry(
                    "message-send",
                    OutgoingMessage.builder(SESSION, QUESTION)
                            .messageId("m-1")
                            .timestamp(Instant.parse("2025-12-06T15:31:00Z"))
                            .build()
                            .toJson()),
            Map.entry(
                    "message-send-full",
                    OutgoingMessage.builder(SESSION, "Thank you")
                            .messageId("m-3")
                            .timestamp(Instant.parse("2025-12-06T15:33:00.000999Z"))
                            .replyTo("m-2")
                            .metadata(Map.of("screen", "order"))
                            .build()
                            .toJson()),
            Map.entry(
                    "message-send-attachments",
                    OutgoingMessage.builder(SESSION, "Here is the receipt")
                            .messageId("m-4")
                            .attachments(List.of("f-1"))
                            .timestamp(Instant.parse("2025-12-06T15:33:00Z"))
                            .build()
                            .toJson()),
            Map.entry(
                    "upload-start",
                    OutgoingFile.builder("receipt.png", 300_000, InputStream::nullInputStream)
                            .attachmentId("f-1")
                            .type("image/png")
                            .build()
                            .toJson(SESSION)),
            Map.entry(
                    "message-edit",
                    MessageEdit.builder(SESSION, "m-1", "Hello, I need help with my order #ORD12346")
                            .editId("e-1")
                            .build()
                            .toJson()),
            Map.entry(
                    "session-end",
                    EndRequest.builder(SESSION)
                            .endTime(Instant.parse("2025-12-06T15:45:00Z"))
                            .endReason("Thank you, solved")
                            .build()
                            .toJson()),
            Map.entry("rating-prompt", HttpChatApi.asking(SESSION, "phone-1")),
            Map.entry(
                    "rating",
                    RatingRequest.builder(SESSION, 5)
                            .feedback("Sarah was very helpful")
                            .categories(List.of("helpful", "quick_response"))
                            .timestamp(Instant.parse("2025-12-06T15:46:00Z"))
                            .build()
                            .toJson()),
            Map.entry("read", ReadRequest.upTo(SESSION, 2).toJson()),
            Map.entry(
                    "read-messages",
                    ReadRequest.messages(SESSION, List.of("m-1", "m-2")).toJson()),
            Map.entry(
                    "current-put",
                    SessionRequest.builder()
                            .subject("Where is my order?")
                            .build()
                            .toJson()),
            Map.entry(
                    "support-message-send-content",
                    OutgoingMessage.builder(
                                    SESSION, "Your order ORD12345 is on its way: https://shop.example/orders/ORD12345")
                            .messageId("m-4")
                            .content(RichContent.of("card", 1, CARD))
                            .build()
                            .toJson()),
            Map.entry(
                    "support-message-send",
                    OutgoingMessage.builder(SESSION, HELLO)
                            .messageId("m-2")
                            .build()
                            .toJson()),
            Map.entry(
                    "support-assign",
                    AssignRequest.builder(SESSION).agentId("agent-7").build().toJson()),
            Map.entry(
                    "support-block",
                    BlockRequest.customer("customer-12345")
                            .reason("Insults")
                            .until(Instant.parse("2026-12-06T15:30:00Z"))
                            .build()
                            .toJson()),
            Map.entry(
                    "support-unblock",
                    BlockRequest.customer("customer-12345").build().toJson()),
            Map.entry(
                    "support-canned-create",
                    greeting("Hello {{customer.name|there}}, how can I help you?")
                            .build()
                            .toJson()),
            Map.entry(
                    "support-canned-replace",
                    greeting("Hello {{customer.name|there}}!")
                            .replacing(1)
                            .build()
                            .toJson()),
            Map.entry(
                    "support-draft-save",
                    DraftRequest.builder(SESSION, "Hello Ana, I will")
                            .replacing("5b1f7c0e-4d3a-4f6b-9a55-0d8e2f0c1a77")
                            .build()
                            .toJson()),
            Map.entry(
                    "support-preferences-save",
                    AlertPreferences.builder()
                            .channels("waiting", Set.of())
                            .channels("assigned", Set.of("push"))
                            .channels("mentioned", Set.of("mail", "push"))
                            .whileOnline(true)
                            .quietHours(QuietHours.of(
                                    ZoneId.of("Europe/Berlin"), LocalTime.of(22, 0, 59), LocalTime.of(7, 0)))
                            .build()
                            .toJson()),
            Map.entry("support-canned-fill", HttpSupportApi.filling(SESSION, "greeting")),
            Map.entry(
                    "support-macro",
                    MacroRequest.builder(SESSION)
                            .note("Refunded on the phone")
                            .priority("low")
                            .addTags(List.of("refund"))
                            .message("msg_1733514960000_mac", "The refund is on its way.")
                            .end("resolved", "Refunded")
                            .build()
                            .toJson()),
            Map.entry("support-return", HttpSupportApi.naming(SESSION)),
            Map.entry(
                    "support-start",
                    OutboundRequest.builder(UserInfo.builder()
                                    .userId("customer-12345")
                                    .name("John Doe")
                                    .email("customer@example.com")
                                    .phone("+1234567890")
                                    .build())
                            .sessionId(SESSION)
                            .subject("Your order is late")
                            .category("delivery")
                            .externalRef("ORD12345")
                            .locale("en-GB")
                            .department("Customer Service")
                            .message("Your parcel arrives tomorrow. Is that all right?")
                            .build()
                            .toJson()),
            Map.entry("support-take-over", HttpSupportApi.naming(SESSION)),
            Map.entry(
                    "support-transfer",
                    TransferRequest.toAgent(SESSION, "agent-8")
                            .fromAgentId("agent-7")
                            .note("The refund is approved")
                            .build()
                            .toJson()),
            Map.entry(
                    "support-transfer-department",
                    TransferRequest.toDepartment(SESSION, "Billing").build().toJson()),
            Map.entry("support-escalate", HttpSupportApi.escalating(SESSION, "The customer asks for a manager")),
            Map.entry("support-priority", HttpSupportApi.prioritising(SESSION, "high")),
            Map.entry("support-tags", HttpSupportApi.tagging(SESSION, List.of("vip", "refund due"), List.of("new"))),
            Map.entry(
                    "support-note", HttpSupportApi.noting(SESSION, "note_1733514900000_abc", "@agent-8 speaks French")),
            Map.entry("support-agent-create", sarah().build().toJson()),
            Map.entry(
                    "support-agent-replace",
                    sarah().replacing(1).inactive().build().toJson()),
            Map.entry("support-presence", HttpSupportApi.choosing(AgentPresence.AWAY)),
            Map.entry("support-decline", HttpSupportApi.naming(SESSION)),
            Map.entry("support-hold", HttpSupportApi.naming(SESSION)),
            Map.entry("support-resume", HttpSupportApi.naming(SESSION)),
            Map.entry("session-reopen", HttpSupportApi.naming(SESSION)),
            Map.entry("support-reopen", HttpSupportApi.naming(SESSION)),
            Map.entry(
                    "support-end",
                    EndRequest.builder(SESSION)
                            .endReason("Issue resolved")
                            .outcome("resolved")
                            .build()
                            .toJson()));

    static Stream<String> responses() {
        return Golden.names("", ".response.json").stream()
                .map(name -> name.replace(".response.json", ""))
                .filter(name -> !NOT_IN_THE_SDK.contains(name));
    }

    static Stream<String> requests() {
        return Golden.names("", ".request.json").stream()
                .map(name -> name.replace(".request.json", ""))
                .filter(name -> !NOT_IN_THE_SDK.contains(name));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void every_golden_response_is_understood(String name) {
        assertThat(RESPONSES).containsKey(name);

        Object answer = requireNonNull(RESPONSES.get(name)).apply(Golden.data(Golden.text(name + ".response.json")));

        assertThat(answer).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void every_golden_request_is_made(String name) {
        assertThat(REQUESTS).containsKey(name);

        assertThat(Golden.tree(requireNonNull(REQUESTS.get(name)).node().toString()))
                .isEqualTo(Golden.tree(Golden.text(name + ".request.json")));
    }

    @Test
    void a_message_is_read_field_by_field() {
        PollAnswer answer = new PollAnswer(Golden.data(Golden.text("poll.response.json")));

        Message message = answer.messages().get(1);
        assertThat(message.messageId()).isEqualTo("m-2");
        assertThat(message.seq()).isEqualTo(2);
        assertThat(message.prevSeq()).hasValue(1);
        assertThat(message.text()).isEqualTo(HELLO);
        assertThat(message.sender()).isEqualTo(Sender.AGENT);
        assertThat(message.type()).isEqualTo(MessageType.TEXT);
        assertThat(message.timestamp()).isEqualTo("2025-12-06T15:32:00Z");
        assertThat(message.receivedAt()).contains(Instant.parse("2025-12-06T15:32:00Z"));
        assertThat(message.agent().flatMap(AgentInfo::name)).contains("Sarah");
        assertThat(message.readAt()).isEmpty();
    }

    @Test
    void a_reply_is_read_with_what_it_quotes() {
        RichContent card = new MessagesPage(Golden.data(Golden.text("messages-content.response.json")))
                .messages()
                .get(0)
                .content()
                .orElseThrow();
        assertThat(card).isEqualTo(RichContent.of("card", 1, CARD));
        Message reply = new MessagesPage(Golden.data(Golden.text("messages-reply.response.json")))
                .messages()
                .get(0);

        Quote quote = reply.quote().orElseThrow();
        assertThat(reply.replyTo()).contains("m-2");
        assertThat(reply.metadata()).containsEntry("screen", "order");
        assertThat(quote.messageId()).isEqualTo("m-2");
        assertThat(quote.text()).isEqualTo(HELLO);
        assertThat(quote.type()).isEqualTo(MessageType.TEXT);
        assertThat(quote.sender()).isEqualTo(Sender.AGENT);
        assertThat(quote.agent().flatMap(AgentInfo::name)).contains("Sarah");
    }

    @Test
    void files_of_messages_are_read_field_by_field() {
        Message message = new MessagesPage(Golden.data(Golden.text("messages-attachments.response.json")))
                .messages()
                .get(0);

        Attachment file = message.attachments().get(0);
        assertThat(message.type()).isEqualTo(MessageType.IMAGE);
        assertThat(file.attachmentId()).isEqualTo("f-1");
        assertThat(file.name()).isEqualTo("receipt.png");
        assertThat(file.type()).isEqualTo("image/png");
        assertThat(file.size()).isEqualTo(300_000);
        assertThat(file.sha256())
                .hasValueSatisfying(digest -> assertThat(digest).startsWith("9f86d081"));
        assertThat(file.width()).hasValue(1200);
        assertThat(file.height()).hasValue(800);
    }

    @Test
    void limits_of_files_are_read_field_by_field() {
        AttachmentLimits limits = new ChatConfig(Golden.data(Golden.text("config.response.json")))
                .attachments()
                .orElseThrow();

        assertThat(limits.maxFiles()).isEqualTo(5);
        assertThat(limits.maxFileBytes()).isEqualTo(10_485_760);
        assertThat(limits.types()).hasSize(10).contains("image/png");
    }

    @Test
    void changes_of_messages_are_read_field_by_field() {
        PollAnswer answer = new PollAnswer(Golden.data(Golden.text("poll-amended.response.json")));

        assertThat(answer.messages()).extracting(Message::isAmendment).containsExactly(false, false, true, true);
        assertThat(answer.messages())
                .extracting(message -> message.editedAt().isPresent())
                .containsExactly(true, false, true, false);
        assertThat(answer.messages())
                .extracting(message -> message.deletedAt().isPresent())
                .containsExactly(false, true, false, true);
        assertThat(answer.messages().get(3).text()).isEmpty();
    }

    @Test
    void what_the_other_side_has_read_is_read_field_by_field() {
        PollAnswer answer = new PollAnswer(Golden.data(Golden.text("poll-read.response.json")));

        Message own = answer.messages().get(0);
        ReadMark agents = answer.session().flatMap(SessionHead::agentMark).orElseThrow();
        assertThat(own.deliveredAt()).contains(Instant.parse("2025-12-06T15:31:30Z"));
        assertThat(own.readAt()).contains(Instant.parse("2025-12-06T15:31:31Z"));
        assertThat(agents.deliveredSeq()).isEqualTo(2);
        assertThat(agents.readSeq()).isEqualTo(2);
        assertThat(agents.deliveredAt()).isEqualTo(own.deliveredAt());
        assertThat(agents.readAt()).isEqualTo(own.readAt());
    }

    @Test
    void a_head_is_read_field_by_field() {
        SessionHead waiting = new SessionHead(Golden.data(Golden.text("session-head-waiting.response.json")));
        SessionHead ended = new PollAnswer(Golden.data(Golden.text("poll-expired.response.json")))
                .session()
                .orElseThrow();

        SessionHead ending = new PollAnswer(Golden.data(Golden.text("poll-ending.response.json")))
                .session()
                .orElseThrow();

        assertThat(ending.endsAt()).contains(Instant.parse("2025-12-06T16:02:00Z"));
        assertThat(waiting.endsAt()).isEmpty();
        assertThat(waiting.state()).isEqualTo(SessionState.WAITING);
        assertThat(waiting.queuePosition()).hasValue(1);
        assertThat(waiting.estimatedWaitTime()).contains(Duration.ofMinutes(2));
        assertThat(waiting.estimatedWaitTimeP90()).contains(Duration.ofMinutes(5));
        assertThat(waiting.endedBy()).isEmpty();
        assertThat(ended.state()).isEqualTo(SessionState.ENDED);
        assertThat(ended.endedBy()).contains(EndedBy.SYSTEM);
        assertThat(ended.endCause()).contains(EndCause.INACTIVITY);
        assertThat(ended.ratingPrompt()).isTrue();
    }

    @Test
    void every_file_is_listed_in_the_readme() {
        String readme = Golden.text("README.md");

        assertThat(Golden.names("", ".json")).allMatch(name -> readme.contains("`" + name + "`"));
    }
}
