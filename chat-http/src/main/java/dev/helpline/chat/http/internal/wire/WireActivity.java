package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes on in a session, as JSON: the parts of {@link WireHead} that change without a message. */
public final class WireActivity {
    private WireActivity() {}

    /** A participant who is typing. */
    public record Typist(String sender, @Nullable WireAdminInfo adminInfo) {
        static List<Typist> of(SessionActivity activity, Role reader) {
            return activity.typing().stream().map(author -> of(author, reader)).toList();
        }

        private static Typist of(Author author, Role reader) {
            return new Typist(WireNames.sender(author), WireAdminInfo.of(author, reader));
        }
    }

    /** Whether each side is {@code online} or {@code offline}. */
    public record Presence(String user, String admin) {
        static Presence of(SessionActivity activity) {
            return new Presence(word(activity.customerOnline()), word(activity.agentOnline()));
        }

        private static String word(boolean online) {
            return online ? "online" : "offline";
        }
    }

    /** How far each side has read. */
    public record Cursors(Cursor user, Cursor admin) {
        static Cursors of(SessionActivity activity) {
            return new Cursors(Cursor.of(activity.customer()), Cursor.of(activity.agents()));
        }
    }

    /** The highest seq that was delivered to a side, and that it has read, 0 for none; and when these marks came there. */
    public record Cursor(
            long delivered,
            long read,
            @Nullable String deliveredAt,
            @Nullable String readAt) {
        static Cursor of(ReadMark mark) {
            return new Cursor(
                    mark.deliveredSeq(),
                    mark.readSeq(),
                    WireTime.formatOrNull(mark.delivered().movedAt()),
                    WireTime.formatOrNull(mark.read().movedAt()));
        }
    }
}
