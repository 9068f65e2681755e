package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a body of {@code multipart/form-data} (RFC 7578): fields, and files. */
final class FormBody {
    private static final int MAX_PARTS = 32;
    /** A quoted value is taken whole, so that no name can be hidden in one. */
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([^=;\\s\"]+)=(?:\"([^\"]*)\"|([^;]*))");

    private static final int MAX_FIELD = 64 * 1024;
    private static final byte[] BREAK = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ObjectNode fields = Json.object();
    private final List<RestCall.FormFile> files = new ArrayList<>();

    private FormBody() {}

    ObjectNode fields() {
        return fields;
    }

    List<RestCall.FormFile> files() {
        return files;
    }

    /** Returns the boundary that a content type names; empty if it is another type. */
    static Optional<String> boundaryOf(String contentType) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Optional.empty();
        }
        return parameter(contentType, "boundary").filter(boundary -> !boundary.isEmpty() && boundary.length() <= 70);
    }

    static FormBody parse(byte[] body, String boundary) {
        FormBody form = new FormBody();
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        byte[] next = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int position = indexOf(body, delimiter, 0);
        int parts = 0;
        while (position >= 0) {
            position += position == 0 || parts == 0 ? delimiter.length : next.length;
            if (startsWith(body, "--".getBytes(StandardCharsets.US_ASCII), position)) {
                return form;
            }
            if (!startsWith(body, BREAK, position) || ++parts > MAX_PARTS) {
                break;
            }
            int headEnd = indexOf(body, HEAD_END, position);
            int end = indexOf(body, next, Math.max(headEnd, 0));
            if (headEnd < 0 || end < 0) {
                break;
            }
            int begin = headEnd + HEAD_END.length;
            String head = new String(body, position + 2, Math.max(0, headEnd - position - 2), StandardCharsets.UTF_8);
            form.add(head, Arrays.copyOfRange(body, Math.min(begin, end), end));
            position = end;
        }
        throw Failure.invalid("the form is malformed");
    }

    private void add(String head, byte[] content) {
        String disposition = "";
        String type = "application/octet-stream";
        for (String line : head.split("\r\n", -1)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                disposition = line;
            } else if (lower.startsWith("content-type:")) {
                type = line.substring("content-type:".length()).strip();
            }
        }
        String name = parameter(disposition, "name").orElseThrow(() -> Failure.invalid("the form is malformed"));
        Optional<String> fileName = parameter(disposition, "filename");
        if (fileName.isPresent()) {
            files.add(new RestCall.FormFile(fileName.get(), type, content));
        } else if (content.length > MAX_FIELD) {
            throw Failure.tooLarge("a field is too long");
        } else {
            fields.put(name, new String(content, StandardCharsets.UTF_8));
        }
    }

    /** A parameter of a header, as browsers write it: quotes within a name are percent-encoded. */
    private static Optional<String> parameter(String header, String name) {
        Matcher parameters = PARAMETER.matcher(header);
        while (parameters.find()) {
            if (parameters.group(1).equalsIgnoreCase(name)) {
                String quoted = parameters.group(2);
                return Optional.of(quoted == null ? parameters.group(3).strip() : quoted.replace("%22", "\""));
            }
        }
        return Optional.empty();
    }

    private static int indexOf(byte[] body, byte[] wanted, int from) {
        for (int i = from; i <= body.length - wanted.length; i++) {
            if (body[i] == wanted[0] && startsWith(body, wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, byte[] wanted, int at) {
        return at + wanted.length <= body.length
                && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
