package dev.helpline.examples.desk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Writes whole lines, without the secrets in them. Thread-safe. */
final class MaskedOutput extends OutputStream {
    private final OutputStream target;
    private final Mask mask;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private MaskedOutput(OutputStream target, Mask mask) {
        this.target = target;
        this.mask = mask;
    }

    /**
     * Puts the mask before the two streams of this process. Everything passes it that is printed or logged by the desk, its
     * libraries, and the drivers, some of which print by themselves.
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

    /** Writes what is whole; the beginning of a line waits for its end, since a secret may stand across. */
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
