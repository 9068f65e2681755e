package dev.helpline.chat.client.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.client.attachment.AttachmentCache;
import dev.helpline.chat.client.attachment.OutgoingFile;
import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import dev.helpline.chat.client.service.DeliveryState;
import dev.helpline.chat.client.service.MessageDraft;
import dev.helpline.chat.client.session.SessionRequest;
import dev.helpline.chat.client.store.FileMessageStore;
import dev.helpline.chat.client.store.MessageStore;
import dev.helpline.chat.client.store.StoreChange;
import dev.helpline.chat.client.store.StoreContents;
import java.io.File;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide.md that needs this module, run. */
class GuideSnippetsTest {
    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // as on the page
    void a_message_written_offline_is_sent_when_the_network_is_back() {
        // spotless:off
        FakeChatApi server = new FakeChatApi();
        ScriptedScheduler time = new ScriptedScheduler();
        ChatService chat = ChatService.builder(server)
                .scheduler(time)
                .clock(time.clock())
                .executor(Runnable::run)   // callbacks run on the test's thread
                .build();

        server.goOffline();
        chat.startChatSession(SessionRequest.builder().build());
        chat.sendMessage("Where is my order?");
        time.advance(Duration.ofHours(1));
        assertThat(chat.messages()).extracting(ChatMessage::state).containsExactly(DeliveryState.SENDING);

        server.goOnline();
        time.advance(Duration.ofMinutes(1));
        assertThat(chat.messages()).extracting(ChatMessage::state).containsExactly(DeliveryState.SENT);
        // spotless:on

        chat.close();
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // as on the page
    void a_conversation_in_a_file_is_restored(@TempDir File folder) throws Exception {
        FakeChatApi api = new FakeChatApi();
        File file = new File(folder, "messages");
        ChatListener screen = new ChatListener() {};
        // spotless:off
        FileMessageStore store = FileMessageStore.of(file);   // on Android, a file in getNoBackupFilesDir()
        ChatService chat = ChatService.builder(api).messageStore(store).listener(screen).build();

        chat.restore();   // first of all: onSessionRestored shows the messages that are here, then only what is new is told
        // spotless:on
        chat.close();
        assertThat(store.load().records()).isEmpty();
        store.close();
    }

    @Test
    void a_store_over_a_table_keeps_its_records() throws Exception {
        Map<String, String> table = new HashMap<>();
        MessageStore store = new DaoMessageStore(new DaoMessageStore.Dao() {
            @Override
            public Map<String, String> all() {
                return table;
            }

            @Override
            public void inTransaction(Map<String, String> upserts, Set<String> deletions) {
                table.putAll(upserts);
                table.keySet().removeAll(deletions);
            }
        });

        store.write(StoreChange.builder().put("a", "1").put("b", "2").build());
        store.write(StoreChange.builder().remove("a").build());

        assertThat(store.load().records()).isEqualTo(Map.of("b", "2"));
    }

    // spotless:off
    static
    final class DaoMessageStore implements MessageStore {
        /** select key, text from chat_record; insert or replace; delete. */
        interface Dao {
            Map<String, String> all();

            void inTransaction(Map<String, String> upserts, Set<String> deletions);
        }

        private final Dao dao;

        DaoMessageStore(Dao dao) {
            this.dao = dao;
        }

        @Override
        public StoreContents load() {
            return StoreContents.of(dao.all());
        }

        @Override
        public void write(StoreChange change) {
            dao.inTransaction(change.puts(), change.removals());
        }
    }
    // spotless:on

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // as on the page
    void a_message_with_files_is_sent_and_a_file_is_downloaded(@TempDir File folder) throws Exception {
        FakeChatApi api = new FakeChatApi();
        ScriptedScheduler time = new ScriptedScheduler();
        File photo = new File(folder, "photo.jpg");
        Files.write(photo.toPath(), new byte[] {1, 2, 3});

        // spotless:off
        ChatService chat = ChatService.builder(api)
                .attachmentCache(AttachmentCache.builder(new File(folder, "files")).build())
                // spotless:on
                .scheduler(time)
                .executor(Runnable::run)
                .build();
        chat.startChatSession(SessionRequest.builder().build());
        // spotless:off
        ChatMessage message = chat.sendMessage(MessageDraft.builder("It arrived like this")
                .files(List.of(OutgoingFile.of(photo)))
                .build());
        message.attachments();                      // with uploadedBytes, for a progress bar: see onMessageUpdated
        // spotless:on
        time.advance(Duration.ofSeconds(5));
        String attachmentId = message.attachments().get(0).attachmentId();
        // spotless:off
        CompletableFuture<File> file = chat.downloadAttachment(message.messageId(), attachmentId);
        // spotless:on
        time.advance(Duration.ofSeconds(5));

        assertThat(file.join()).hasSameBinaryContentAs(photo);
        chat.close();
    }
}
