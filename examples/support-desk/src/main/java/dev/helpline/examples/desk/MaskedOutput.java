package dev.helpline.examples.desk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Writes complete lines without the secrets in them. Thread-safe. */
final class MaskedOutput extends OutputStream {
    private final OutputStream target;
    private final Mask mask;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private MaskedOutput(OutputStream target, Mask mask) {
        this.target = target;
        this.mask = mask;
    }

    /**
     * Installs the mask for the two output streams of this process, so that it applies to everything that the desk, its
     * libraries and the drivers print or log.
     */
    static void install(Mask mask) {
        System.setOut(masked(System.out, mask));
        System.setErr(masked(System.err, mask));
    }

    static PrintStream masked(OutputStream target, Mask mask) {
        return new PrintStream(new MaskedOutput(target, mask), true, Charset.defaultCharset());
    }

    @Override
    public synchronized void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            writeLine();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /**
     * Writes complete lines only and keeps the beginning of a line until its end arrives, since a secret may be split between
     * two writes.
     */
    @Override
    public synchronized void flush() throws IOException {
        target.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        writeLine();
        target.close();
    }

    private void writeLine() throws IOException {
        target.write(mask.apply(line.toByteArray()));
        line.reset();
    }
}
