package dev.helpline.chat.core.internal.cluster;

import dev.helpline.chat.spi.SessionId;

/**
 * One thing that a node tells the others. It is a hint and no proof: the other nodes read the store before they believe it.
 *
 * <p>To add a kind, add a record here and its first letter to {@link NoticeCodec}. Nodes that do not know the letter ignore the
 * notice, so that old and new nodes run side by side.
 */
public sealed interface ClusterNotice {
    /** Of several notices of one key that wait to be sent, only the newest is sent. */
    Object key();

    /** The notice as printable ASCII without spaces, at most 1000 characters; the first letter names its kind. */
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
}
