package dev.firebreak.engine.admission.expression;

import java.util.Set;

/**
 * The functions that FEEL may call: each needs a time that its arguments bound. Not listed are regular expressions,
 * which may backtrack for ever ({@code matches}, {@code replace}, {@code split}, {@code extract}), functions whose
 * result is larger than their arguments ({@code string join}, {@code decimal} and the rounding to a scale), and
 * {@code number}, which reads {@code 1e999999999}.
 */
final class FeelFunctions {

    /** Results of a few characters. */
    private static final Set<String> SMALL = Set.of(
            "not",
            "and",
            "or",
            "all",
            "any",
            "is defined",
            "is empty",
            "is blank",
            "contains",
            "starts with",
            "ends with",
            "string length",
            "count",
            "list contains",
            "even",
            "odd",
            "date",
            "time",
            "date and time",
            "duration",
            "years and months duration",
            "day of year",
            "day of week",
            "week of year",
            "month of year",
            "last day of month",
            "now",
            "today");

    /** Results of at most the size of the arguments. */
    private static final Set<String> GROWING = Set.of(
            "get or else",
            "abs",
            "modulo",
            "floor",
            "ceiling",
            "min",
            "max",
            "sum",
            "mean",
            "median",
            "string",
            "upper case",
            "lower case",
            "substring",
            "substring before",
            "substring after",
            "trim",
            "concatenate",
            "append",
            "reverse");

    private static final Set<String> ONE_ARGUMENT = Set.of("floor", "ceiling", "string");
    private static final Set<String> SEARCHES =
            Set.of("contains", "list contains", "substring before", "substring after", "ends with");

    private FeelFunctions() {}

    static boolean allows(String name, int arguments) {
        return SMALL.contains(name) || GROWING.contains(name) && (arguments <= 1 || !ONE_ARGUMENT.contains(name));
    }

    static boolean grows(String name) {
        return GROWING.contains(name);
    }

    static boolean searches(String name) {
        return SEARCHES.contains(name);
    }
}
