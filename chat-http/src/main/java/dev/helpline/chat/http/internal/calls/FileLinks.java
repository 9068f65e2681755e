package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.http.internal.calls.LinkSigner.Purpose;
import dev.helpline.chat.http.internal.exchange.BasePath;
import dev.helpline.chat.http.internal.exchange.Caller;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.auth.Authenticator.Accepted;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.auth.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Signs addresses of files that need no token and expire. An address names the caller for whom it was made: it opens what that caller may
 * read at the moment of the download, so it dies with the message, the agent's account, and the key. Thread-safe.
 */
public final class FileLinks {
    /** The path of a file below the base path, without session and id. */
    private static final String PATH = "/api/chat/files/";

    private final LinkSigner signer;
    private final BasePath basePath;
    private final Duration lifetime;
    private final InstantSource clock;

    /** Signs with the signer's keys; an address expires after {@code lifetime}. */
    public FileLinks(LinkSigner signer, BasePath basePath, Duration lifetime, InstantSource clock) {
        this.signer = signer;
        this.basePath = basePath;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * An address that was signed.
     *
     * @param path its path and query
     */
    public record Link(String path, Instant expiresAt) {}

    /** Signs an address of a file for this caller. */
    public Link sign(SessionId session, AttachmentId file, Principal caller) {
        Instant expiresAt = Instant.ofEpochSecond(clock.instant().plus(lifetime).getEpochSecond());
        String reader = caller.role() + ":" + caller.id();
        String by = Base64.getUrlEncoder().withoutPadding().encodeToString(reader.getBytes(StandardCharsets.UTF_8));
        String expires = Long.toString(expiresAt.getEpochSecond());
        String proof = signer.sign(Purpose.FILE, session.value(), file.value(), by, expires);
        return new Link(
                basePath.add(PATH) + session + "/" + file + "?expires=" + expires + "&by=" + by + "&" + proof,
                expiresAt);
    }

    /** Returns the caller for whom the address was signed. Rejects an address that is not signed or has expired, like a file that is not there. */
    Caller reader(SessionId session, AttachmentId file, Query query, Caller caller) {
        String by = query.text("by").orElse("");
        String expires = query.text("expires").orElse("");
        if (!signer.isSigned(query, Purpose.FILE, session.value(), file.value(), by, expires)) {
            throw noSuchFile();
        }
        Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(expires)); // what was signed is a number
        if (!clock.instant().isBefore(expiresAt)) {
            throw noSuchFile();
        }
        String reader = new String(LinkSigner.decoded(by), StandardCharsets.UTF_8);
        int colon = reader.indexOf(':');
        Role role = Role.valueOf(reader.substring(0, colon));
        Principal principal = role == Role.ANONYMOUS
                ? Principal.ANONYMOUS
                : Principal.builder(role, reader.substring(colon + 1)).build();
        return new Caller(new Accepted(principal, expiresAt), caller.address(), caller.network());
    }

    static Refusal noSuchFile() {
        return new Refusal(WireError.ATTACHMENT_NOT_FOUND, "There is no such file");
    }
}
