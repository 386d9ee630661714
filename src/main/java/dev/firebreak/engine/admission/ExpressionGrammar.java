package dev.firebreak.engine.admission;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The expressions that a model may use: names, dots, literals, comparisons, and/or/not, brackets. No calls, no indexes, no
 * arithmetic. A parser of its own, so that what the engine's parser might also take does not matter.
 */
final class ExpressionGrammar {

    private static final int LONGEST = 500;
    private static final int DEEPEST = 20;
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<number>\\d+(?:\\.\\d+)?)|(?<text>'[^'\\\\]*'|\"[^\"\\\\]*\")"
                    + "|(?<sign>==|!=|<=|>=|&&|\\|\\||[<>!().-]))");
    private static final Set<String> BETWEEN =
            Set.of("==", "!=", "<", ">", "<=", ">=", "&&", "||", "eq", "ne", "lt", "gt", "le", "ge", "and", "or");
    private static final Set<String> BEFORE = Set.of("!", "-", "not", "empty");
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

    /** Whether a value of an attribute or a text holds no expression, or only good ones. */
    static boolean accepts(String value) {
        for (var start = next(value, 0); start >= 0; ) {
            var end = value.indexOf('}', start);
            if (end < 0 || !isGood(value.substring(start + 2, end))) {
                return false;
            }
            start = next(value, end);
        }
        return true;
    }

    static boolean hasExpression(String value) {
        return next(value, 0) >= 0;
    }

    /** Whether the value is one expression that only names a variable or a part of one. */
    static boolean isName(String value) {
        return value.matches("[$#]\\{[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*}") && accepts(value);
    }

    private static int next(String value, int from) {
        var dollar = value.indexOf("${", from);
        var hash = value.indexOf("#{", from);
        return dollar < 0 || hash < 0 ? Math.max(dollar, hash) : Math.min(dollar, hash);
    }

    private static boolean isGood(String inner) {
        if (inner.length() > LONGEST) {
            return false;
        }
        var parser = new ExpressionGrammar(inner);
        return parser.advance() && parser.expression(0) && parser.token == null && parser.at == parser.source.length();
    }

    private boolean expression(int depth) {
        if (depth > DEEPEST || !operand(depth)) {
            return false;
        }
        while (token != null && BETWEEN.contains(token)) {
            if (!advance() || !operand(depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean operand(int depth) {
        while (token != null && BEFORE.contains(token)) {
            if (!advance()) {
                return false;
            }
        }
        if ("(".equals(token)) {
            return advance() && expression(depth + 1) && ")".equals(token) && skip();
        }
        return isValue && !BETWEEN.contains(token) && !RESERVED.contains(token) && skip() && path();
    }

    private boolean path() {
        while (".".equals(token)) {
            if (!advance() || !token.matches("[A-Za-z_]\\w*") || RESERVED.contains(token) || !skip()) {
                return false;
            }
        }
        return true;
    }

    /** Goes past the token; the end is fine. */
    private boolean skip() {
        return advance() || at == source.length();
    }

    /** Reads the next token; the end is not fine. */
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
