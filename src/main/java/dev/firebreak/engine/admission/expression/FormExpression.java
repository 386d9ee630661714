package dev.firebreak.engine.admission.expression;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Expressions and patterns in forms. The browser of the person who opens the task evaluates them with another FEEL
 * library, so only what every FEEL reads alike is admitted: names, literals, comparisons, arithmetic, and a few
 * functions. Nothing repeats, so no form freezes a tab.
 */
public final class FormExpression {

    private static final int MAX_LENGTH = 500;
    private static final int MAX_BRACKETS = 20;
    private static final int MAX_PATTERN_LENGTH = 200;

    /** Texts without a backslash, numbers, names, and signs; a slash only alone, because two begin a comment. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*+(?:(?<name>[A-Za-z_]\\w*+(?:\\.[A-Za-z_]\\w*+)*+)"
                    + "|\"[^\"\\\\]*+\"|\\d++(?:\\.\\d++)?+|(?<open>\\()|(?<close>\\))|!=|[<>]=?|[=+,-]|\\*(?!\\*)|/(?![/*]))\\s*+");

    private static final Set<String> REPEATING =
            Set.of("for", "some", "every", "return", "satisfies", "function", "external", "instance", "partial");
    private static final Set<String> FUNCTIONS = Set.of("not", "count", "contains", "string", "length", "defined");

    /** What a pattern without groups is made of: a character, an escape or a class, and its quantifier. */
    private static final Pattern PATTERN_PART =
            Pattern.compile("(?:\\\\[^kpPux0-9]|\\[(?:\\\\.|[^\\\\\\]\\[])*+]|[^\\\\\\[\\](){}*+?|])"
                    + "(?:\\{\\d{1,3}}|(?<optional>\\?)|(?<range>[*+]|\\{\\d{1,3},\\d{0,3}}))?+");

    private FormExpression() {}

    /** Why the text after the {@code =} is not admitted; empty if it is. */
    public static Optional<String> refusal(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.of("is longer than " + MAX_LENGTH + " characters");
        }
        var tokens = TOKEN.matcher(text);
        var brackets = 0;
        String before = null;
        var at = 0;
        for (; at < text.length() && tokens.region(at, text.length()).lookingAt(); at = tokens.end()) {
            var name = tokens.group("name");
            if (name != null && REPEATING.contains(name)) {
                return Optional.of("may not use '" + name + "'");
            }
            if (tokens.group("open") != null) {
                if (before != null && !isKeyword(before) && !FUNCTIONS.contains(before)) {
                    return Optional.of("may not call " + before);
                }
                if (++brackets > MAX_BRACKETS) {
                    return Optional.of("has more than " + MAX_BRACKETS + " brackets");
                }
            }
            before = name;
        }
        return at == text.length() ? Optional.empty() : Optional.of("may only compare and compute");
    }

    private static boolean isKeyword(String name) {
        return Set.of("if", "then", "else", "and", "or", "in", "between").contains(name);
    }

    /**
     * Why this regular expression is not admitted; empty if it is. Without groups and with few quantifiers, no input
     * makes it backtrack for long: at most 32 times the square of its length.
     */
    public static Optional<String> patternRefusal(String pattern) {
        if (pattern.length() > MAX_PATTERN_LENGTH) {
            return Optional.of("pattern is longer than " + MAX_PATTERN_LENGTH + " characters");
        }
        var parts = PATTERN_PART.matcher(pattern);
        var ranges = 0;
        var optional = 0;
        var at = 0;
        for (; at < pattern.length() && parts.region(at, pattern.length()).lookingAt(); at = parts.end()) {
            ranges += parts.group("range") == null ? 0 : 1;
            optional += parts.group("optional") == null ? 0 : 1;
        }
        if (at < pattern.length()) {
            return Optional.of("pattern may only use characters, classes and quantifiers, without groups");
        }
        return ranges <= 2 && optional <= 5
                ? Optional.empty()
                : Optional.of("pattern may use at most two *, + or ranges, and five ?");
    }
}
