package dev.helpline.chat.socketio.internal.gateway;

/** A participant who is connected and has joined a session. */
public record Member(String id, String name, boolean isAgent) {
    static Member of(Identity identity) {
        return new Member(identity.id(), identity.name(), identity.isAgent());
    }
}
