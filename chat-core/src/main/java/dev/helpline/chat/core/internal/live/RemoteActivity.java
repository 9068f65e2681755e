package dev.helpline.chat.core.internal.live;

import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.cluster.ClusterNotice;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.ActivityAsked;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.ActivityTold;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.AgentRead;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.AgentSeen;
import dev.helpline.chat.spi.AgentId;
import java.util.function.Consumer;

/** Takes over what goes on at other nodes, for the sessions in this node's memory. Reads no store. Thread-safe. */
public final class RemoteActivity implements ClusterLink.Receiver {
    private final LiveSessions sessions;
    private final Consumer<AgentId> agentSeen;

    /**
     * Takes over for these sessions.
     *
     * @param agentSeen is told of agents who called another node; must return at once
     */
    public RemoteActivity(LiveSessions sessions, Consumer<AgentId> agentSeen) {
        this.sessions = sessions;
        this.agentSeen = agentSeen;
    }

    @Override
    public void received(String node, ClusterNotice notice) {
        if (notice instanceof ActivityTold told) {
            LiveSession live = sessions.known(told.session());
            if (live != null) {
                live.activityElsewhere(node, told);
            }
        } else if (notice instanceof ActivityAsked asked) {
            LiveSession live = sessions.known(asked.session());
            if (live != null) {
                live.activityAsked();
            }
        } else if (notice instanceof AgentRead read) {
            LiveSession live = sessions.known(read.session());
            if (live != null) {
                live.readElsewhere(read.agent(), read.seq());
            }
        } else if (notice instanceof AgentSeen seen) {
            agentSeen.accept(seen.agent());
        }
    }

    /** The other nodes may have missed as much as this one. */
    @Override
    public void mayHaveMissed() {
        sessions.tellActivityAnew();
    }
}
