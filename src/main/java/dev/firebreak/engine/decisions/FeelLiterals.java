package dev.firebreak.engine.decisions;

import java.util.regex.Pattern;

/** FEEL text whose answer hangs on little: only literals, or one variable and nothing else. */
final class FeelLiterals {

    private static final String LITERAL = "(?:\"[^\"\\\\]*+\"|-?\\d++(?:\\.\\d++)?|true|false)";
    private static final String TEST = "(?:[<>]=?\\s*+)?" + LITERAL;
    private static final String TESTS = "\\s*+" + TEST + "(?:\\s*+,\\s*+" + TEST + ")*+\\s*+";
    private static final Pattern CELL =
            Pattern.compile("\\s*+-\\s*+|" + TESTS + "|\\s*+not\\s*+\\(" + TESTS + "\\)\\s*+");
    private static final Pattern VALUE = Pattern.compile("\\s*+" + LITERAL + "\\s*+");

    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*+");

    private FeelLiterals() {}

    /** Whether the answer of this input cell hangs on its input alone. */
    static boolean cell(String text) {
        return CELL.matcher(text).matches();
    }

    /** Whether this output cell always says the same. */
    static boolean value(String text) {
        return VALUE.matcher(text).matches();
    }

    /** Whether this is the name of a variable; a word of FEEL's own looks the same and is refused by the library. */
    static boolean name(String text) {
        return NAME.matcher(text).matches();
    }
}
