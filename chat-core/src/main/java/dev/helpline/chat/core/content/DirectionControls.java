package dev.helpline.chat.core.content;

/** The invisible characters that change the direction of text (Unicode Standard Annex 9, section 2). */
final class DirectionControls {
    private static final String EMBEDDINGS = "\u202A\u202B";
    private static final char EMBEDDING_END = '\u202C';
    private static final String OVERRIDES = "\u202D\u202E";
    private static final String ISOLATES = "\u2066\u2067\u2068";
    private static final char ISOLATE_END = '\u2069';

    private DirectionControls() {}

    /** Whether a text overrides the direction of letters, or does not close an embedding or isolate in the line that opened it. */
    static boolean areMisused(String text) {
        int embeddings = 0;
        int isolates = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (OVERRIDES.indexOf(c) >= 0) {
                return true;
            }
            if (c == '\n' || c == '\r') {
                if (embeddings > 0 || isolates > 0) {
                    return true;
                }
            } else if (EMBEDDINGS.indexOf(c) >= 0) {
                embeddings++;
            } else if (ISOLATES.indexOf(c) >= 0) {
                isolates++;
            } else if (c == EMBEDDING_END) {
                embeddings = Math.max(0, embeddings - 1);
            } else if (c == ISOLATE_END) {
                isolates = Math.max(0, isolates - 1);
            }
        }
        return embeddings > 0 || isolates > 0;
    }
}
