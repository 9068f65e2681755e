package dev.helpline.chat.web;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes what browsers load shorter: without comments, indentation and blank lines, and with short names of private members, which no other file
 * can name. It looks at whole lines only: our files have no comment behind code on a line, no text that goes over several lines, and no number
 * sign but in front of private names, have no empty statement, and end each statement with a semicolon or a brace.
 */
final class Compaction {
    private static final Pattern BLOCK_COMMENTS = Pattern.compile("(?ms)^[ \\t]*/\\*.*?\\*/[ \\t]*\\n");
    private static final Pattern LINE_COMMENTS = Pattern.compile("(?m)^[ \\t]*//.*\\n");
    private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \\t]+|^\\n");
    private static final int LETTERS = 26;
    private static final Pattern PRIVATE_NAMES = Pattern.compile("#\\w+");
    private static final Pattern DECLARATIONS = Pattern.compile("(?m)^([a-z0-9-]+): ");
    private static final Pattern CSS_LINE_ENDS =
            Pattern.compile("(?<=[,;{}])\\n| (?=\\{\\n)|;\\n(?=})|(?<=,) |(?<=[ (,])0(?=\\.)");

    /** Where a line break has no meaning, since all statements of our files end with a semicolon or a brace. */
    private static final Pattern JS_LINE_ENDS =
            Pattern.compile("[,;]?\\n(?=[)\\]}])|(?<!,)\\n(?=[?:.&|])|(?<=[,;:{}(\\[=>&|])\\n");

    private static final String TEXT = "\"(?:[^\"\\\\\\n]|\\\\.)*+\"";
    private static final String TEMPLATE = "`[^`\\n]*+`";

    /**
     * A line in which a space beside punctuation has a meaning in a text only: it has at most one template, and no regular expression and no
     * division, which would have to be told from each other.
     */
    private static final Pattern PLAIN_LINES =
            Pattern.compile("(?m)^(?:" + TEXT + "|[^/`\"\\n])++(?:" + TEMPLATE + "(?:" + TEXT + "|[^/`\"\\n])*+)?$");

    private static final Pattern TEXT_OR_PUNCTUATION =
            Pattern.compile("(" + TEXT + "|" + TEMPLATE + ")| ?([=<>!&|?:,;{}()\\[\\]]+) ?");

    private Compaction() {}

    static String of(String name, String text) {
        String dense = without(INDENTATION, without(LINE_COMMENTS, without(BLOCK_COMMENTS, text)));
        return name.endsWith(".css")
                ? without(CSS_LINE_ENDS, DECLARATIONS.matcher(dense).replaceAll("$1:"))
                : name.endsWith(".js") ? without(JS_LINE_ENDS, withoutSpaces(withShortPrivateNames(dense))) : dense;
    }

    private static String withoutSpaces(String code) {
        return PLAIN_LINES
                .matcher(code)
                .replaceAll(line -> Matcher.quoteReplacement(
                        TEXT_OR_PUNCTUATION.matcher(line.group()).replaceAll(Compaction::textOrPunctuation)));
    }

    private static String textOrPunctuation(MatchResult found) {
        return Matcher.quoteReplacement(found.group(1) != null ? found.group(1) : found.group(2));
    }

    private static String withShortPrivateNames(String code) {
        Map<String, String> names = new HashMap<>();
        return PRIVATE_NAMES
                .matcher(code)
                .replaceAll(name -> names.computeIfAbsent(name.group(), known -> shortName(names.size())));
    }

    private static String shortName(int number) {
        return "#" + (char) ('a' + number % LETTERS) + (number < LETTERS ? "" : number / LETTERS);
    }

    private static String without(Pattern part, String text) {
        return part.matcher(text).replaceAll("");
    }
}
