package dev.helpline.chat.spring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.CustomerChat;
import dev.helpline.chat.core.inbox.InboxCommands;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.notify.ChatListener;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spring.SpringChatInbox;
import dev.helpline.chat.testkit.time.ScriptedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

@HelplineTest
@Import(HelplineTestTest.EndedSessions.class)
class HelplineTestTest {
    /** A component of the application under test. */
    static final class EndedSessions implements ChatListener {
        private final List<String> customers = new CopyOnWriteArrayList<>();

        @Override
        public void onSessionEnded(Session session) {
            customers.add(session.customer().id().value());
        }
    }

    @Autowired
    private ChatEngine engine;

    @Autowired
    private ChatTime time;

    @Autowired
    private ScriptedIds ids;

    @Autowired
    private SpringChatInbox inbox;

    @Autowired
    private EndedSessions ended;

    @Autowired
    private ApplicationContext application;

    private CustomerChat ada() {
        return engine.customer(Principal.customer("ada", "Ada"));
    }

    @Test
    void time_passes_as_told_and_the_properties_of_the_application_hold() {
        ada().start(StartSession.PLAIN);

        time.pass(Duration.ofMinutes(6));
        assertThat(ada().current()).isPresent();
        time.pass(Duration.ofMinutes(1));

        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-05T09:07:00Z"));
        assertThat(ada().current()).isEmpty();
        assertThat(ended.customers).containsExactly("ada");
    }

    @RepeatedTest(2)
    void each_test_begins_with_an_empty_store_at_the_same_time() {
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-05T09:00:00Z"));
        assertThat(ada().current()).isEmpty();

        ids.next("s-1"); // which fails where a test before has done so
        assertThat(ada().start(StartSession.PLAIN).session().id().value()).isEqualTo("s-1");
    }

    @Test
    void components_that_the_test_does_not_import_are_not_there() {
        assertThat(application.getBeanNamesForType(NotImported.class)).isEmpty();
    }

    @Test
    void a_command_in_the_inbox_is_carried_out_once_its_transaction_has_committed() {
        TransactionTemplate transaction = new TransactionTemplate(new NoResources());

        transaction.executeWithoutResult(running -> {
            inbox.add(InboxCommands.start(Principal.customer("ada", "Ada"), StartSession.withId(new SessionId("s-9"))));
            time.awaitInbox();
            assertThat(ada().current()).isEmpty();
        });
        time.awaitInbox();

        assertThat(ada().current()).isPresent();
    }

    @Test
    void a_command_in_the_inbox_is_forgotten_with_its_transaction_and_needs_one() {
        InboxCommand start =
                InboxCommands.start(Principal.customer("ada", "Ada"), StartSession.withId(new SessionId("s-9")));

        new TransactionTemplate(new NoResources()).executeWithoutResult(running -> {
            inbox.add(start);
            running.setRollbackOnly();
        });
        time.awaitInbox();

        assertThat(ada().current()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> inbox.add(start)).withMessageContaining("@Transactional");
    }

    /** Transactions over nothing. */
    @SuppressWarnings("serial")
    private static final class NoResources extends AbstractPlatformTransactionManager {
        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }

    /** Another component of the application. */
    @Component
    static class NotImported {}
}
