package dev.helpline.chat.socketio.internal.gateway;

import dev.helpline.chat.spi.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Who is connected to this gateway and has joined which session. Thread-safe. */
final class Rooms {
    private final Map<SessionId, Map<ClientSocket, DialectModule>> members = new HashMap<>();

    /**
     * Notes that a client has joined, and tells the others if it is its participant's first.
     *
     * @return the participants who have joined, the client's included
     */
    List<Member> joined(SessionId session, ClientSocket socket, DialectModule dialect, boolean announce) {
        List<Member> all;
        Map<ClientSocket, DialectModule> others;
        boolean isFirst;
        synchronized (this) {
            Map<ClientSocket, DialectModule> room = members.computeIfAbsent(session, any -> new LinkedHashMap<>());
            others = othersIn(room, socket);
            isFirst = isAlone(others, socket);
            room.put(socket, dialect);
            all = participants(room);
        }
        if (announce && isFirst) {
            tell(others, session, socket, true);
        }
        return all;
    }

    /** Notes that a client is gone, and tells the others if it was its participant's last. */
    void left(SessionId session, ClientSocket socket) {
        Map<ClientSocket, DialectModule> others;
        synchronized (this) {
            Map<ClientSocket, DialectModule> room = members.get(session);
            if (room == null || room.remove(socket) == null) {
                return;
            }
            others = othersIn(room, socket);
            if (room.isEmpty()) {
                members.remove(session);
            }
        }
        if (isAlone(others, socket)) {
            tell(others, session, socket, false);
        }
    }

    private static Map<ClientSocket, DialectModule> othersIn(
            Map<ClientSocket, DialectModule> room, ClientSocket socket) {
        Map<ClientSocket, DialectModule> others = new LinkedHashMap<>(room);
        others.remove(socket);
        return others;
    }

    private static boolean isAlone(Map<ClientSocket, DialectModule> others, ClientSocket socket) {
        String key = socket.identity().key();
        return others.keySet().stream()
                .noneMatch(other -> other.identity().key().equals(key));
    }

    private static List<Member> participants(Map<ClientSocket, DialectModule> room) {
        LinkedHashSet<Member> all = new LinkedHashSet<>();
        room.keySet().forEach(socket -> all.add(Member.of(socket.identity())));
        return new ArrayList<>(all);
    }

    private static void tell(
            Map<ClientSocket, DialectModule> others, SessionId session, ClientSocket socket, boolean isThere) {
        Member member = Member.of(socket.identity());
        others.forEach((other, dialect) -> {
            var unused = other.emit(dialect.rooms().presence(session, member, isThere));
        });
    }
}
