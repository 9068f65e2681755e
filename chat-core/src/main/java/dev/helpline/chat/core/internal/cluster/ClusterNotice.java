package dev.helpline.chat.core.internal.cluster;

import dev.helpline.chat.core.session.ReadMark;
import dev.helpline.chat.core.session.SessionActivity;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cursor.MarkHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a node tells the others. It is a hint and no proof: what is stored, the other nodes read from the store before they
 * believe it, and the rest only shows what goes on in a session.
 *
 * <p>To add a kind, add a record here and its first letter to {@link NoticeCodec}. Nodes that do not know the letter ignore the
 * notice, so that old and new nodes run side by side.
 */
public sealed interface ClusterNotice {
    /** Of several notices of one key that wait to be sent, only the newest is sent. */
    Object key();

    /** The notice as printable ASCII without spaces, at most 6000 characters; the first letter names its kind. */
    String text();

    /** A commit made this version of a session; version 1 is a new session. */
    record SessionChanged(SessionId session, long version) implements ClusterNotice {
        static final char KIND = 'v';

        @Override
        public Object key() {
            return session;
        }

        @Override
        public String text() {
            return KIND + session.value() + '/' + version;
        }

        /** The reverse of {@link #text}, without the first letter. */
        static SessionChanged parse(String text) {
            int slash = text.indexOf('/');
            return new SessionChanged(
                    new SessionId(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
        }
    }

    /**
     * All that goes on in a session at the node that tells it, beside the log.
     *
     * @param order rises with each of a node's notices, so that an old one that arrives late undoes nothing
     * @param customerSeen how long ago the customer called the node; null if that is too long ago to count
     * @param customer how far the customer has read
     * @param agents how far the agents have read
     * @param typing who is typing
     */
    record ActivityTold(
            SessionId session,
            long order,
            @Nullable Duration customerSeen,
            ReadMark customer,
            ReadMark agents,
            List<TypingSign> typing)
            implements ClusterNotice {
        static final char KIND = 'l';
        private static final int MAX_LENGTH = 6000;
        private static final int MAX_TYPISTS = 32;
        private static final String NOT_SEEN = "~";

        private record Key(SessionId session) {}

        @Override
        public Object key() {
            return new Key(session);
        }

        /** Leaves out typists who do not fit. */
        @Override
        public String text() {
            StringBuilder text = new StringBuilder()
                    .append(KIND)
                    .append(session.value())
                    .append('/')
                    .append(order)
                    .append('/')
                    .append(customerSeen == null ? NOT_SEEN : millis(customerSeen))
                    .append('/')
                    .append(text(customer))
                    .append('/')
                    .append(text(agents));
            for (TypingSign sign : typing.subList(0, Math.min(typing.size(), MAX_TYPISTS))) {
                String next = sign.text();
                if (text.length() + 1 + next.length() <= MAX_LENGTH) {
                    text.append('/').append(next);
                }
            }
            return text.toString();
        }

        /** The reverse of {@link #text}, without the first letter. */
        static ActivityTold parse(String text) {
            String[] parts = text.split("/", -1);
            Checks.require(parts.length <= 5 + MAX_TYPISTS, "too many typists");
            List<TypingSign> typing = new ArrayList<>();
            for (int i = 5; i < parts.length; i++) {
                typing.add(TypingSign.parse(parts[i]));
            }
            return new ActivityTold(
                    new SessionId(parts[0]),
                    Long.parseLong(parts[1]),
                    parts[2].equals(NOT_SEEN) ? null : duration(parts[2], SessionActivity.PRESENCE_LASTS),
                    mark(parts[3]),
                    mark(parts[4]),
                    List.copyOf(typing));
        }

        private static String text(ReadMark mark) {
            return mark.delivered().format() + "." + mark.read().format();
        }

        private static ReadMark mark(String text) {
            int point = text.indexOf('.');
            MarkHistory delivered = MarkHistory.parse(text.substring(0, point));
            MarkHistory read = MarkHistory.parse(text.substring(point + 1));
            Checks.require(read.seq() <= delivered.seq(), "what is read was delivered");
            return new ReadMark(delivered, read);
        }

        /** Time may have passed since the notice was made. */
        private static long millis(Duration ago) {
            return Math.min(ago.toMillis(), SessionActivity.PRESENCE_LASTS.toMillis());
        }

        static Duration duration(String millis, Duration longest) {
            Duration duration = Duration.ofMillis(Long.parseLong(millis));
            Checks.require(
                    !duration.isNegative() && duration.compareTo(longest) <= 0, "too long ago, or in the future");
            return duration;
        }
    }

    /**
     * An agent has read a session up to an entry at the node that tells it. {@link ActivityTold} says it of all agents together, and this of
     * the one whose unread messages count.
     */
    record AgentRead(SessionId session, AgentId agent, long seq) implements ClusterNotice {
        static final char KIND = 'r';

        private record ReaderOfSession(SessionId session, AgentId agent) {}

        @Override
        public Object key() {
            return new ReaderOfSession(session, agent);
        }

        @Override
        public String text() {
            return KIND + session.value() + '/' + seq + '/' + agent.value();
        }

        /** The reverse of {@link #text}, without the first letter. The id of an agent may have slashes. */
        static AgentRead parse(String text) {
            String[] parts = text.split("/", 3);
            Checks.require(parts.length == 3, "a session, a seq and an agent");
            return new AgentRead(new SessionId(parts[0]), new AgentId(parts[2]), Long.parseLong(parts[1]));
        }
    }

    /** Clients at the node that asks follow a session whose customer is not there: nodes where the customer is tell what goes on. */
    record ActivityAsked(SessionId session) implements ClusterNotice {
        static final char KIND = 'a';

        @Override
        public Object key() {
            return this;
        }

        @Override
        public String text() {
            return KIND + session.value();
        }
    }

    /** A customer or an address was blocked or unblocked. */
    record BlocksChanged() implements ClusterNotice {
        static final char KIND = 'b';

        @Override
        public Object key() {
            return this;
        }

        @Override
        public String text() {
            return String.valueOf(KIND);
        }
    }

    /** An agent was changed in the directory, or chose another presence. */
    record AgentChanged(AgentId agent) implements ClusterNotice {
        static final char KIND = 'g';

        @Override
        public Object key() {
            return this;
        }

        @Override
        public String text() {
            return KIND + agent.value();
        }
    }

    /** An agent who was absent has called the node that tells it. */
    record AgentSeen(AgentId agent) implements ClusterNotice {
        static final char KIND = 'p';

        @Override
        public Object key() {
            return this;
        }

        @Override
        public String text() {
            return KIND + agent.value();
        }
    }
}
