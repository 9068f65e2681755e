package dev.helpline.chat.core.content;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the words and phrases of a list in a text. Thread-safe: immutable. */
final class WordList {
    /** The rest of each phrase, by its first word. */
    private final Map<String, List<List<String>>> phrases = new HashMap<>();

    /**
     * A list of words, and of phrases whose words are separated by anything but letters and digits.
     *
     * @throws IllegalArgumentException if one has neither letter nor digit
     */
    WordList(Collection<String> words) {
        for (String phrase : words) {
            List<String> parts = wordsOf(phrase).stream().map(Word::folded).toList();
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a listed word must have a letter or a digit");
            }
            phrases.computeIfAbsent(parts.get(0), first -> new ArrayList<>()).add(parts);
        }
    }

    /** A part of a text, from a char to before another. */
    record Span(int start, int end) {}

    /** Returns where the text has listed words and phrases, the longest at each place, without overlaps. */
    List<Span> find(String text) {
        List<Word> words = wordsOf(text);
        List<Span> found = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            int length = longestAt(words, i);
            if (length > 0) {
                found.add(new Span(
                        words.get(i).span().start(),
                        words.get(i + length - 1).span().end()));
            }
            i += Math.max(1, length);
        }
        return found;
    }

    /** Returns the text with an asterisk for each letter and digit in these places. */
    static String masked(String text, List<Span> places) {
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (Span place : places) {
            masked.append(text, done, place.start());
            text.substring(place.start(), place.end())
                    .codePoints()
                    .forEach(c -> masked.appendCodePoint(isPartOfWord(c) ? '*' : c));
            done = place.end();
        }
        return masked.append(text, done, text.length()).toString();
    }

    private int longestAt(List<Word> words, int start) {
        int longest = 0;
        for (List<String> phrase : phrases.getOrDefault(words.get(start).folded(), List.of())) {
            if (phrase.size() > longest && isAt(phrase, words, start)) {
                longest = phrase.size();
            }
        }
        return longest;
    }

    private static boolean isAt(List<String> phrase, List<Word> words, int start) {
        if (start + phrase.size() > words.size()) {
            return false;
        }
        for (int i = 0; i < phrase.size(); i++) {
            if (!phrase.get(i).equals(words.get(start + i).folded())) {
                return false;
            }
        }
        return true;
    }

    /** A word of a text, in the form in which words are compared. */
    private record Word(String folded, Span span) {}

    private static List<Word> wordsOf(String text) {
        List<Word> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); ) {
            int codePoint = i < text.length() ? text.codePointAt(i) : ' ';
            boolean inWord = isPartOfWord(codePoint);
            if (inWord && start < 0) {
                start = i;
            }
            if (!inWord && start >= 0) {
                words.add(new Word(folded(text.substring(start, i)), new Span(start, i)));
                start = -1;
            }
            i += Character.charCount(codePoint);
        }
        return words;
    }

    private static boolean isPartOfWord(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> Character.isLetterOrDigit(codePoint);
        };
    }

    private static String folded(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
