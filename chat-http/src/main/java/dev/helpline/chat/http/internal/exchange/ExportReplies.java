package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.http.exchange.HttpCall;
import dev.helpline.chat.http.exchange.HttpReply;
import dev.helpline.chat.http.exchange.ReplyContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/** Replies with texts of any length, as downloads. Their length is not known before their end. */
final class ExportReplies {
    private static final int OK = 200;

    /** How many bytes of lines are written at a time, and a line more. */
    private static final int PART = 64 * 1024;

    private ExportReplies() {}

    static HttpReply of(ExportResult export, HttpCall call, Map<String, String> headers) {
        headers.put("Content-Type", export.mediaType());
        headers.put("Content-Disposition", "attachment; filename=\"" + export.fileName() + "\"");
        HttpReply.Builder reply = HttpReply.builder(OK).headers(headers);
        return call.method().equals("HEAD")
                ? reply.build()
                : reply.content(new Parts(export.lines()), HttpReply.UNKNOWN_LENGTH)
                        .build();
    }

    /** The lines, some of them at a time. */
    private record Parts(Iterator<String> lines) implements ReplyContent {
        @Override
        public byte[] next() {
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            while (part.size() < PART && lines.hasNext()) {
                part.writeBytes(lines.next().getBytes(StandardCharsets.UTF_8));
            }
            return part.toByteArray();
        }
    }
}
