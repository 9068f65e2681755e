package dev.helpline.chat.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** One file as it is served, plain and compressed. Immutable, except that the bytes are not copied. Thread-safe. */
final class WebFile {
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8");

    /** 40 bits of the hash: enough that two versions of one file do not share a name. */
    private static final int HASH_CHARACTERS = 10;

    private final String extension;
    private final String hash;
    private final byte[] plain;
    private final byte[] zipped;
    private final boolean namedByContent;

    /**
     * Makes a file.
     *
     * @param namedByContent whether the public name has the hash, so that what is under that name never changes
     */
    WebFile(String name, String text, boolean namedByContent) {
        this.extension = name.substring(name.lastIndexOf('.') + 1);
        this.plain = text.getBytes(StandardCharsets.UTF_8);
        this.zipped = zip(plain);
        this.hash = hash(plain);
        this.namedByContent = namedByContent;
    }

    /** Returns this file with another text in the place of one. */
    WebFile with(String text, String other) {
        String page = new String(plain, StandardCharsets.UTF_8);
        return new WebFile("page." + extension, page.replace(text, other), namedByContent);
    }

    /** The name under which the file is public, given the name it has in the folder. */
    String publicName(String name) {
        return namedByContent ? name.substring(0, name.length() - extension.length()) + hash + "." + extension : name;
    }

    boolean isNamedByContent() {
        return namedByContent;
    }

    boolean isPage() {
        return extension.equals("html");
    }

    String type() {
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }

    /** The entity tag, which differs by encoding (RFC 9110, section 8.8.3). */
    String tag(boolean compressed) {
        return '"' + hash + (compressed ? "-gzip\"" : "\"");
    }

    byte[] body(boolean compressed) {
        return compressed ? zipped : plain;
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new SmallestGzip(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    /** It is done once, so it may take its time. */
    private static final class SmallestGzip extends GZIPOutputStream {
        SmallestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
