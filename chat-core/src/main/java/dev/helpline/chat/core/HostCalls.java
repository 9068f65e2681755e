package dev.helpline.chat.core;

import dev.helpline.chat.core.desk.Colleague;
import dev.helpline.chat.core.desk.TransferSession;
import dev.helpline.chat.core.host.HostChat;
import dev.helpline.chat.core.host.Voice;
import dev.helpline.chat.core.internal.bot.AutoResponses;
import dev.helpline.chat.core.internal.calls.Access;
import dev.helpline.chat.core.internal.calls.CallBoundary;
import dev.helpline.chat.core.internal.calls.Principals;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.futures.Futures;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.request.CommandValues;
import dev.helpline.chat.core.internal.rules.Actor;
import dev.helpline.chat.core.internal.rules.ContentRules.Judged;
import dev.helpline.chat.core.internal.rules.EndCommand;
import dev.helpline.chat.core.internal.rules.HandOverCommand;
import dev.helpline.chat.core.internal.rules.HostMessageCommand;
import dev.helpline.chat.core.internal.rules.Refusals;
import dev.helpline.chat.core.message.MessagePage;
import dev.helpline.chat.core.message.MessagesQuery;
import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.SessionView;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.inbox.InboxCommand;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.OpenSessionCounts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The host's calls. */
final class HostCalls implements HostChat, AutoResponses.Calls {
    /** The host itself, as commands take it. */
    private static final @Nullable Actor HOST = null;

    private final EngineParts engine;
    private final Transfers transfers;

    HostCalls(EngineParts engine) {
        this.engine = engine;
        this.transfers = new Transfers(engine);
    }

    @Override
    public Entry send(Voice voice, SendMessage message) {
        return CallBoundary.await(executor -> sending(voice, message, false, executor));
    }

    @Override
    public void sendBeforeAgents(Voice bot, SendMessage message) {
        Entry unused = CallBoundary.await(executor -> sending(bot, message, true, executor));
    }

    @Override
    public void handOver(Voice bot, SessionId session, EntryId id, String reason) {
        HandOverCommand.check(reason);
        CallBoundary.call(() -> {
            LiveSession live = live(session);
            HandOverCommand command = new HandOverCommand(bot, id, reason, engine.ids());
            return Futures.await(executor -> engine.sessions().submit(live, command));
        });
    }

    @Override
    public CompletionStage<Entry> sendAsync(Voice voice, SendMessage message) {
        return CallBoundary.async(
                executor -> sending(voice, message, false, executor),
                engine.node().workers());
    }

    private CompletableFuture<Entry> sending(
            Voice voice, SendMessage request, boolean onlyBeforeAgents, Executor executor) {
        SendMessage message = HostMessageCommand.checked(request, engine.policy());
        LiveSession live = live(message.session());
        Judged judged =
                engine.messageChecks().checkHosts(live, voice.author(live.head().session()), message);
        HostMessageCommand command =
                new HostMessageCommand(voice, message, judged, engine.policy(), engine.fingerprints(), engine.ids());
        HostMessageCommand submitted = onlyBeforeAgents ? command.onlyBeforeAgents() : command;
        return Futures.then(
                engine.expiry().lookAt(live),
                executor,
                session -> engine.sessions().submit(live, submitted));
    }

    @Override
    public SessionView start(Principal customer, StartSession request) {
        engine.callObserver().run();
        Principal checked = Principals.checked(customer);
        Access.requireToken(new Actor(checked));
        if (checked.role().isAgent()) {
            throw Refusals.forbidden("a session is a customer's");
        }
        return CallBoundary.call(() -> changed(engine.starter().startForHost(checked, request)));
    }

    @Override
    public SessionView end(EndSession request) {
        return end(request, new EndCommand(HOST, request, engine.policy(), engine.ids()));
    }

    private SessionView end(EndSession request, EndCommand command) {
        EndCommand.check(HOST, request);
        return CallBoundary.call(() -> {
            LiveSession live = live(request.session());
            return changed(Futures.await(executor -> Futures.then(
                    engine.expiry().lookAt(live),
                    executor,
                    session -> engine.sessions().submit(live, command))));
        });
    }

    /** Carries out a command of the inbox, which has no effect if that was done before. */
    void carryOut(InboxCommand command) {
        switch (command.action()) {
            case START -> start(CommandValues.customerOf(command), CommandValues.startOf(command));
            case SEND -> send(CommandValues.voiceOf(command), CommandValues.messageOf(command));
            case END -> {
                EndSession request = CommandValues.endOf(command);
                end(request, EndCommand.once(command.id(), request, engine.policy(), engine.ids()));
            }
        }
    }

    @Override
    public SessionView transfer(TransferSession request) {
        if (request.note() != null) {
            throw new ChatException(ErrorCode.INVALID_REQUEST, "only agents write notes", Map.of("field", "note"));
        }
        return CallBoundary.call(() -> {
            LiveSession live = live(request.session());
            AgentId target = request.agent();
            Agent agent = target == null ? null : transfers.activeAgent(target);
            return changed(transfers.transfer(live, HOST, request, agent, null));
        });
    }

    @Override
    public SessionView session(SessionId id) {
        return CallBoundary.call(
                () -> engine.queue().viewNow(Futures.join(engine.expiry().lookAt(live(id)))));
    }

    @Override
    public MessagePage messages(MessagesQuery query) {
        return CallBoundary.call(() -> engine.pages().read(live(query.session()), Viewer.AGENT, query));
    }

    @Override
    public OpenSessionCounts openSessionCounts() {
        engine.callObserver().run();
        return CallBoundary.call(() -> engine.node().store().openSessionCounts());
    }

    @Override
    public List<Colleague> agents() {
        return CallBoundary.call(
                () -> engine.roster().colleagues(engine.node().store().openSessionsPerAgent()));
    }

    private LiveSession live(SessionId id) {
        engine.callObserver().run();
        Objects.requireNonNull(id, "session");
        return engine.sessions().find(id).orElseThrow(() -> Refusals.notFound(id));
    }

    private SessionView changed(Session session) {
        engine.queue().changed();
        return engine.queue().viewNow(session);
    }
}
