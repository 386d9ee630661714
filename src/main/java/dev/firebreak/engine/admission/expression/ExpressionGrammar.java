package dev.firebreak.engine.admission.expression;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The grammar of the expressions that a model may use: names, dots, literals, comparisons, and/or/not, choices,
 * parentheses. No calls, no indexes, no arithmetic. It has its own parser, so that leniency of the engine's parser can't
 * open a gap.
 */
public final class ExpressionGrammar {

    private static final int MAX_LENGTH = 500;

    /** The value of each is at most as long as a text column, so that the whole is bounded. */
    private static final int MAX_EXPRESSIONS = 50;

    private static final int MAX_DEPTH = 20;
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<number>\\d+(?:\\.\\d+)?)|(?<text>'[^'\\\\]*'|\"[^\"\\\\]*\")"
                    + "|(?<sign>==|!=|<=|>=|&&|\\|\\||[<>!().?:-]))");
    private static final Set<String> BINARY =
            Set.of("==", "!=", "<", ">", "<=", ">=", "&&", "||", "eq", "ne", "lt", "gt", "le", "ge", "and", "or");
    private static final Set<String> PREFIX = Set.of("!", "-", "not", "empty");
    private static final Set<String> RESERVED = Set.of("class", "getClass", "instanceof", "div", "mod");

    private final java.util.regex.Matcher tokens;
    private final String source;
    private int at;
    private String token;
    private boolean isValue;

    private ExpressionGrammar(String source) {
        this.source = source.stripTrailing();
        this.tokens = TOKEN.matcher(this.source);
    }

    /** Whether the value of an attribute or text contains no expression, or at most fifty allowed ones. */
    public static boolean accepts(String value) {
        var count = 0;
        for (var start = next(value, 0); start >= 0; ) {
            var end = value.indexOf('}', start);
            if (end < 0 || ++count > MAX_EXPRESSIONS || !isAllowed(value.substring(start + 2, end))) {
                return false;
            }
            start = next(value, end);
        }
        return true;
    }

    public static boolean hasExpression(String value) {
        return next(value, 0) >= 0;
    }

    /** Whether the value is exactly one expression that names a variable or a property of one. */
    public static boolean isName(String value) {
        return value.length() <= MAX_LENGTH
                && value.matches("[$#]\\{[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*}")
                && accepts(value);
    }

    /** Looks at each character once: a search for each of the two beginnings would read the rest again and again. */
    private static int next(String value, int from) {
        for (var at = from; at < value.length() - 1; at++) {
            if (value.charAt(at + 1) == '{' && (value.charAt(at) == '$' || value.charAt(at) == '#')) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAllowed(String inner) {
        if (inner.length() > MAX_LENGTH) {
            return false;
        }
        var parser = new ExpressionGrammar(inner);
        return parser.advance() && parser.expression(0) && parser.token == null && parser.at == parser.source.length();
    }

    private boolean expression(int depth) {
        if (depth > MAX_DEPTH || !operand(depth)) {
            return false;
        }
        while (token != null && BINARY.contains(token)) {
            if (!advance() || !operand(depth)) {
                return false;
            }
        }
        return !"?".equals(token) || choice(depth + 1);
    }

    /** The two values of {@code condition ? one : other}. */
    private boolean choice(int depth) {
        return advance() && expression(depth) && ":".equals(token) && advance() && expression(depth);
    }

    private boolean operand(int depth) {
        while (token != null && PREFIX.contains(token)) {
            if (!advance()) {
                return false;
            }
        }
        if ("(".equals(token)) {
            return advance() && expression(depth + 1) && ")".equals(token) && skip();
        }
        return isValue && !BINARY.contains(token) && !RESERVED.contains(token) && skip() && path();
    }

    private boolean path() {
        while (".".equals(token)) {
            if (!advance() || !token.matches("[A-Za-z_]\\w*") || RESERVED.contains(token) || !skip()) {
                return false;
            }
        }
        return true;
    }

    /** Moves past the current token; the end of the text is allowed. */
    private boolean skip() {
        return advance() || at == source.length();
    }

    /** Reads the next token; false at the end of the text. */
    private boolean advance() {
        token = null;
        isValue = false;
        if (at < source.length() && tokens.region(at, source.length()).lookingAt()) {
            at = tokens.end();
            token = tokens.group().strip();
            isValue = tokens.group("sign") == null;
            return true;
        }
        return false;
    }
}
