package dev.helpline.chat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.inbox.InboxCommands;
import dev.helpline.chat.core.inbox.RefusedCommandHandler;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.store.ChatStore;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(OutputCaptureExtension.class)
class TransactionsTest {
    private static final String WARNING = "the chat was called inside the transaction";
    private static final Principal ADA = Principal.customer("ada", "Ada");
    private static final DataSource DATABASE = database();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(HelplineAutoConfiguration.class, HelplineTransactionsAutoConfiguration.class))
            .withBean(DataSource.class, TransactionsTest::database)
            .withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(DATABASE));

    private static DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0");
        return database;
    }

    private final ApplicationContextRunner overOneDatabase = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(HelplineAutoConfiguration.class, HelplineTransactionsAutoConfiguration.class))
            .withBean(DataSource.class, () -> DATABASE)
            .withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(DATABASE));

    private static InboxCommand start(String session) {
        return InboxCommands.start(ADA, StartSession.withId(new SessionId(session)));
    }

    private static TransactionTemplate transaction(AssertableApplicationContext context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    private static void awaitNothingWaiting(ChatEngine engine) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (engine.inbox().counts().waiting() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(engine.inbox().counts().waiting()).isZero();
    }

    @Test
    void an_order_that_is_rolled_back_has_no_chat_and_one_that_is_committed_has_it() {
        overOneDatabase.run(context -> {
            JdbcTemplate orders = new JdbcTemplate(DATABASE);
            orders.execute("create table orders (id varchar(64))");
            SpringChatInbox inbox = context.getBean(SpringChatInbox.class);

            transaction(context).executeWithoutResult(status -> {
                orders.update("insert into orders values ('rolled-back')");
                inbox.add(start("rolled-back"));
                status.setRollbackOnly();
            });
            transaction(context).executeWithoutResult(status -> {
                orders.update("insert into orders values ('committed')");
                inbox.add(start("committed"));
            });
            awaitNothingWaiting(context.getBean(ChatEngine.class));

            ChatStore store = context.getBean(ChatStore.class);
            assertThat(orders.queryForList("select id from orders", String.class))
                    .containsExactly("committed");
            assertThat(store.findSession(new SessionId("committed"))).isPresent();
            assertThat(store.findSession(new SessionId("rolled-back"))).isEmpty();
        });
    }

    @Test
    void without_a_transaction_of_the_chats_database_nothing_is_added() {
        application.run(context -> {
            SpringChatInbox inbox = context.getBean(SpringChatInbox.class);

            assertThatIllegalStateException()
                    .isThrownBy(() -> inbox.add(start("s1")))
                    .withMessageContaining("@Transactional");
            assertThatIllegalStateException()
                    .isThrownBy(() -> transaction(context).executeWithoutResult(status -> inbox.add(start("s1"))))
                    .withMessageContaining("not one over the DataSource of the chat");
            assertThat(context.getBean(ChatEngine.class).inbox().counts().waiting())
                    .isZero();
        });
    }

    @Test
    void the_applications_handler_is_told_of_refused_commands() {
        CompletableFuture<InboxCommand> told = new CompletableFuture<>();
        overOneDatabase
                .withBean(RefusedCommandHandler.class, () -> told::complete)
                .run(context -> {
                    SendMessage message = SendMessage.of(new SessionId("unknown"), new EntryId("m1"), "hello");
                    transaction(context)
                            .executeWithoutResult(status -> context.getBean(SpringChatInbox.class)
                                    .add(InboxCommands.send(Voice.SYSTEM, message)));

                    assertThat(told.get(20, TimeUnit.SECONDS).failure()).startsWith("SESSION_NOT_FOUND");
                });
    }

    @Test
    void an_engine_of_the_application_without_an_inbox_is_told_at_the_first_command() {
        overOneDatabase
                .withBean(
                        ChatEngine.class,
                        () -> ChatEngine.builder(new MemoryChatStore()).build())
                .run(context -> assertThatIllegalStateException()
                        .isThrownBy(() -> transaction(context)
                                .executeWithoutResult(status ->
                                        context.getBean(SpringChatInbox.class).add(start("s1"))))
                        .withMessageContaining("without an inbox"));
    }

    @Test
    void calls_inside_a_transaction_are_warned_of_once_with_the_place_and_the_remedy(CapturedOutput log) {
        overOneDatabase.run(context -> {
            ChatEngine engine = context.getBean(ChatEngine.class);
            engine.customer(ADA).start(StartSession.PLAIN);
            transaction(context)
                    .executeWithoutResult(
                            status -> context.getBean(SpringChatInbox.class).add(start("s1")));
            assertThat(log).doesNotContain(WARNING);

            transaction(context)
                    .executeWithoutResult(status -> engine.customer(ADA).current());
            transaction(context)
                    .executeWithoutResult(status -> engine.customer(ADA).current());

            assertThat(log.toString())
                    .containsOnlyOnce(WARNING)
                    .contains("SpringChatInbox", TransactionsTest.class.getName());
        });
    }

    @Test
    void calls_of_the_host_inside_a_transaction_are_warned_of_too(CapturedOutput log) {
        overOneDatabase.run(context -> {
            ChatEngine engine = context.getBean(ChatEngine.class);

            transaction(context).executeWithoutResult(status -> engine.host().openSessionCounts());

            assertThat(log).contains(WARNING);
        });
    }
}
