package dev.helpline.chat.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.testkit.store.CommitBuilder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A conversation that has to work in every database that a store accepts. */
final class ShortConversation {
    private static final String EMOJI = "\uD83E\uDD57";

    private ShortConversation() {}

    static void in(DataSource database) {
        try (JdbcChatStore store = JdbcChatStore.builder(database).build()) {
            List<SessionCommit> starts = Stream.of("Bob", "bob", "BOB")
                    .map(ShortConversation::startOf)
                    .toList();
            assertThat(store.commitAll(starts)).containsOnly(CommitResult.COMMITTED);
            assertThat(starts).allSatisfy(start -> assertKept(store, start));

            SessionCommit reply = CommitBuilder.after(starts.get(0).next())
                    .message("m3", "\\' or \"1\"=\"1\" -- \\\\ \\0 " + EMOJI)
                    .audit("REPLIED")
                    .build();
            SessionCommit end =
                    CommitBuilder.after(starts.get(1).next()).end().rate(5).build();
            assertThat(store.commitAll(List.of(reply, end))).containsOnly(CommitResult.COMMITTED);
            assertThat(store.findSession(reply.next().id())).contains(reply.next());
            assertThat(store.entriesAfter(reply.next().id(), 2, 10)).isEqualTo(reply.entries());
            assertThat(store.findSession(end.next().id())).contains(end.next());
            assertThat(store.openSessionsOf(new CustomerId("bob"))).isEmpty();
        }
    }

    private static SessionCommit startOf(String customer) {
        return CommitBuilder.creating(customer)
                .at(Instant.parse("2026-03-29T01:30:00.123Z"))
                .customer(Customer.builder(new CustomerId(customer))
                        .name(" \u6C49 " + EMOJI + "\\ ")
                        .email("")
                        .build())
                .topic(Topic.builder()
                        .subject("'\\'' \"\" trailing blanks  ")
                        .category("")
                        .context("{}")
                        .build())
                .message("m1", EMOJI + " \\n \r\n\t ")
                .message("m2", "")
                .build();
    }

    private static void assertKept(JdbcChatStore store, SessionCommit start) {
        Session session = start.next();
        assertThat(store.findSession(session.id())).contains(session);
        assertThat(store.entriesAfter(session.id(), 0, 10))
                .extracting(Entry::text)
                .isEqualTo(start.entries().stream().map(Entry::text).toList());
        assertThat(store.openSessionsOf(session.customer().id())).containsExactly(session);
    }
}
