package dev.helpline.docs;

/**
 * A fenced code block.
 *
 * @param page where it stands, relative to the project
 * @param line the line of its opening fence, from 1
 * @param language what stands behind the fence; empty if nothing does
 */
record CodeBlock(String page, int line, String language, String text) {
    /** For the name of its test. */
    @Override
    public String toString() {
        return page + ":" + line + " " + language;
    }
}
