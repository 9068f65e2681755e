package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.core.attachment.Download;
import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.ReplyContent;
import dev.helpline.chat.http.internal.wire.Problem;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.spi.attachment.Attachment;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Replies with files. A browser never shows one on the chat's origin: it is always a download, of the type that its content has, and if
 * it is opened all the same, its scripts do not run.
 */
final class FileReplies {
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    /** The parts in which a file is written: small enough for many downloads at a time. */
    private static final int PART = 64 * 1024;

    /** The characters of a parameter value that are not encoded (RFC 8187, section 3.2.1: attr-char). */
    private static final String UNENCODED = "!#$&+-.^_`|~";

    private FileReplies() {}

    /** Replies with the file, or with the range of it that the call asks for (RFC 9110, section 14). */
    static HttpReply of(Download file, HttpCall call, Map<String, String> headers) {
        Attachment attachment = file.attachment();
        ByteRange range = ByteRange.of(call.header("Range").orElse(""), attachment.size());
        headers.put("Accept-Ranges", "bytes");
        if (range.isUnsatisfiable()) {
            throw new Refusal(Problem.of(WireError.RANGE_NOT_SATISFIABLE, "The file has no such bytes")
                    .withHeader("Content-Range", "bytes */" + attachment.size()));
        }
        headers.put("Content-Type", attachment.type().mediaType());
        headers.put("Content-Disposition", disposition(attachment.name()));
        headers.put("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        headers.put("Cross-Origin-Resource-Policy", "same-site");
        headers.put("Content-Length", Long.toString(range.length()));
        if (range.isPart()) {
            headers.put("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + attachment.size());
        }
        HttpReply.Builder reply =
                HttpReply.builder(range.isPart() ? PARTIAL : OK).headers(headers);
        return call.method().equals("HEAD")
                ? reply.build()
                : reply.content(new Parts(file, range), range.length()).build();
    }

    /** A name in ASCII for old clients, and the whole name for the others (RFC 6266, appendix D). */
    static String disposition(String name) {
        StringBuilder ascii = new StringBuilder();
        name.codePoints().forEach(c -> ascii.append(c < 0x20 || c > 0x7e || "\"\\%".indexOf(c) >= 0 ? '_' : (char) c));
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean isLetterOrDigit = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
            if (isLetterOrDigit || UNENCODED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b));
            }
        }
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }

    /** The parts of a range, read one after the other. */
    private static final class Parts implements ReplyContent {
        private final Download file;
        private final long end;
        private long position;

        Parts(Download file, ByteRange range) {
            this.file = file;
            this.position = range.first();
            this.end = range.first() + range.length();
        }

        @Override
        public byte[] next() {
            if (position >= end) {
                return new byte[0];
            }
            byte[] part = file.read(position, (int) Math.min(PART, end - position));
            position += part.length;
            return part;
        }
    }
}
