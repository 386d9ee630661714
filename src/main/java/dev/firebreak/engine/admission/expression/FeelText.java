package dev.firebreak.engine.admission.expression;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads FEEL text before the library's parser does. That parser tries the content of a bracket several times, so its
 * time grows exponentially with the nesting, and it descends one stack frame per nested part. This class refuses what
 * would cost too much; it does not decide what the text may say. Where it can't know whether a bracket closes or opens,
 * it counts it as open.
 */
final class FeelText {

    static final int MAX_LENGTH = 1000;
    static final int MAX_NESTING = 7;

    /** Readings of a character, over all characters of a text; the parser needs less than a second for them. */
    static final long MAX_READINGS = 500_000;

    /** How often the parser tries the content of a bracket, at worst. */
    private static final int TRIES = 6;

    /** Words after which the parser descends without a bracket. It needs no space around them. */
    private static final String[] DESCENTS = {"if", "in", "function", "for", "some", "every"};

    /** Words after which an operand begins, so that a following {@code ]} opens a range. */
    private static final String[] BEFORE_OPERAND = {
        "in", "and", "or", "if", "then", "else", "return", "satisfies", "between", "not", "of"
    };

    private static final int MAX_DESCENTS = 60;

    private final String text;
    private final StringBuilder open = new StringBuilder();
    private int last = -1;
    private long weight = 1;
    private long readings;
    private int descents;
    private String refusal;

    private FeelText(String text) {
        this.text = text;
    }

    /**
     * What it costs to parse a text.
     *
     * @param refusal why the parser must not read it; empty if it may
     * @param readings how often the parser reads a character, at worst
     */
    record Cost(Optional<String> refusal, long readings) {}

    static Cost of(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Cost(Optional.of("is longer than " + MAX_LENGTH + " characters"), 0);
        }
        var reader = new FeelText(text);
        for (var at = 0; at < text.length() && reader.refusal == null; ) {
            at = reader.read(at);
        }
        return new Cost(Optional.ofNullable(reader.refusal), reader.readings);
    }

    /** Reads one character, string, quoted name or comment; returns the position after it. */
    private int read(int at) {
        var here = text.charAt(at);
        var end = switch (here) {
            case '"' -> afterString(at + 1);
            case '`' -> after("`", at + 1, "a quoted name");
            case '/' -> afterSlash(at);
            default -> at + 1;
        };
        switch (here) {
            case '(', '[', '{' -> open(here);
            case ')' -> close();
            case ']' -> closeOrOpen();
            case '}' -> closeContext();
            default -> descend(at);
        }
        if (!isSpace(here) && (here != '/' || end == at + 1)) {
            last = end - 1;
        }
        readings += weight * (end - at);
        if (readings > MAX_READINGS) {
            refusal = "nests too much";
        }
        return end;
    }

    private void open(char bracket) {
        open.append(bracket);
        weight *= TRIES;
        if (open.length() > MAX_NESTING) {
            refusal = "nests more than " + MAX_NESTING + " brackets";
        }
    }

    /** A round bracket in the key of a context is a plain character and closes nothing. */
    private void close() {
        if (!open.isEmpty() && open.charAt(open.length() - 1) != '{') {
            closeTo(open.length() - 1);
        }
    }

    private void closeOrOpen() {
        if (isAfterOperand()) {
            close();
        } else {
            open('(');
        }
    }

    private void closeContext() {
        var context = open.lastIndexOf("{");
        if (context >= 0) {
            closeTo(context);
        }
    }

    private void closeTo(int length) {
        for (; open.length() > length; open.setLength(open.length() - 1)) {
            weight /= TRIES;
        }
    }

    private boolean isAfterOperand() {
        if (last < 0 || ")]}\"`?".indexOf(text.charAt(last)) >= 0) {
            return last >= 0;
        }
        return Character.isJavaIdentifierPart(text.charAt(last))
                && Stream.of(BEFORE_OPERAND).noneMatch(word -> text.startsWith(word, last + 1 - word.length()));
    }

    private void descend(int at) {
        for (var word : DESCENTS) {
            if (text.startsWith(word, at) && ++descents > MAX_DESCENTS) {
                refusal = "nests too much";
            }
        }
        var here = text.charAt(at);
        if (here > 127 && !Character.isLetterOrDigit(here) && !isSpace(here)) {
            refusal = "has the character U+%04X outside of a text".formatted((int) here);
        }
        // The only construct in which a quote does not begin a text: after it, this reader would be lost.
        if (text.startsWith("external", at)) {
            refusal = "may not call Java";
        }
    }

    private static boolean isSpace(char here) {
        return Character.isWhitespace(here) || Character.isSpaceChar(here);
    }

    private int afterString(int from) {
        for (var at = from; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == '"') {
                return at + 1;
            }
        }
        return unclosed("a text");
    }

    private int afterSlash(int at) {
        if (text.startsWith("/*", at)) {
            return after("*/", at + 2, "a comment");
        }
        if (text.startsWith("//", at)) {
            var end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }
        return at + 1;
    }

    private int after(String end, int from, String what) {
        var at = text.indexOf(end, from);
        return at < 0 ? unclosed(what) : at + end.length();
    }

    private int unclosed(String what) {
        refusal = "does not close " + what;
        return text.length();
    }
}
