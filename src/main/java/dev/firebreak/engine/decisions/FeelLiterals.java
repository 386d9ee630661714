package dev.firebreak.engine.decisions;

import java.util.regex.Pattern;

/** Recognises FEEL text that is safe to cache: literals only, or exactly one variable. */
final class FeelLiterals {

    private static final String LITERAL = "(?:\"[^\"\\\\]*+\"|-?\\d++(?:\\.\\d++)?|true|false)";
    private static final String TEST = "(?:[<>]=?\\s*+)?" + LITERAL;
    private static final String TESTS = "\\s*+" + TEST + "(?:\\s*+,\\s*+" + TEST + ")*+\\s*+";
    private static final Pattern CELL =
            Pattern.compile("\\s*+-\\s*+|" + TESTS + "|\\s*+not\\s*+\\(" + TESTS + "\\)\\s*+");
    private static final Pattern VALUE = Pattern.compile("\\s*+" + LITERAL + "\\s*+");

    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*+");

    private FeelLiterals() {}

    /** Whether the result of this input cell depends on its input alone. */
    static boolean cell(String text) {
        return CELL.matcher(text).matches();
    }

    /** Whether this output cell is a constant. */
    static boolean value(String text) {
        return VALUE.matcher(text).matches();
    }

    /** Whether this is the name of a variable. FEEL keywords match too; the library rejects those. */
    static boolean name(String text) {
        return NAME.matcher(text).matches();
    }
}
