package dev.helpline.chat.http.internal.socket;

import dev.helpline.chat.http.internal.calls.Participants;
import dev.helpline.chat.http.internal.calls.Places;
import dev.helpline.chat.http.internal.calls.ProblemMapper;
import dev.helpline.chat.http.internal.exchange.AccessControl;
import dev.helpline.chat.http.internal.exchange.BodyBudget;
import dev.helpline.chat.http.internal.exchange.CallBudgets;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.InstantSource;

/**
 * What all sockets of a chat share.
 *
 * @param places bounds the sockets whose caller is known
 * @param unknown bounds the sockets that are not authenticated yet, per address
 * @param bytes bounds the bytes of messages that are held until they are stored
 */
public record SocketParts(
        Participants participants,
        AccessControl access,
        ProblemMapper problems,
        CallBudgets budgets,
        Places places,
        Places unknown,
        BodyBudget bytes,
        Scheduler scheduler,
        InstantSource clock) {}
