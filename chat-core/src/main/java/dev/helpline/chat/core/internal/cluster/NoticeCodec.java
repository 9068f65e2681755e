package dev.helpline.chat.core.internal.cluster;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.cluster.ClusterBus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins notices into the texts that the bus carries: the version of this format, the id of the node, and the notices, separated by
 * spaces. What is not of this version or cannot be read is skipped, since other programs may use the same channel.
 */
final class NoticeCodec {
    private static final String VERSION = "helpline1";
    private static final char SEPARATOR = ' ';
    private static final Logger LOG = LoggerFactory.getLogger(NoticeCodec.class);

    /** What one node said. */
    record Decoded(String node, List<ClusterNotice> notices) {}

    private NoticeCodec() {}

    /** Returns as few texts as hold all the notices. */
    static List<String> encode(String node, Collection<? extends ClusterNotice> notices) {
        String start = VERSION + SEPARATOR + node;
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder(start);
        for (ClusterNotice notice : notices) {
            String item = notice.text();
            if (text.length() + 1 + item.length() > ClusterBus.MAX_NOTICE_LENGTH) {
                texts.add(text.toString());
                text.setLength(start.length());
            }
            text.append(SEPARATOR).append(item);
        }
        texts.add(text.toString());
        return texts;
    }

    /** Returns the notices of a text that a node of this version sent; empty for every other text. */
    static Optional<Decoded> decode(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length < 2 || !parts[0].equals(VERSION)) {
            LOG.debug("ignored a notice of another format, of {} characters", text.length());
            return Optional.empty();
        }
        List<ClusterNotice> notices = new ArrayList<>(parts.length - 2);
        for (int i = 2; i < parts.length; i++) {
            parse(parts[i]).ifPresent(notices::add);
        }
        return Optional.of(new Decoded(parts[1], notices));
    }

    private static Optional<ClusterNotice> parse(String item) {
        try {
            return switch (item.charAt(0)) {
                case ClusterNotice.SessionChanged.KIND ->
                    Optional.of(ClusterNotice.SessionChanged.parse(item.substring(1)));
                case ClusterNotice.ActivityTold.KIND ->
                    Optional.of(ClusterNotice.ActivityTold.parse(item.substring(1)));
                case ClusterNotice.ActivityAsked.KIND ->
                    Optional.of(new ClusterNotice.ActivityAsked(new SessionId(item.substring(1))));
                case ClusterNotice.AgentRead.KIND -> Optional.of(ClusterNotice.AgentRead.parse(item.substring(1)));
                case ClusterNotice.AgentSeen.KIND ->
                    Optional.of(new ClusterNotice.AgentSeen(new AgentId(item.substring(1))));
                case ClusterNotice.AgentChanged.KIND ->
                    Optional.of(new ClusterNotice.AgentChanged(new AgentId(item.substring(1))));
                case ClusterNotice.BlocksChanged.KIND -> Optional.of(new ClusterNotice.BlocksChanged());
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.debug("ignored a malformed notice of {} characters", item.length(), e);
            return Optional.empty();
        }
    }
}
