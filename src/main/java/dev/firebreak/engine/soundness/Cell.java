package dev.firebreak.engine.soundness;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The condition of one cell, as far as it can be read without evaluating it: literals, comparisons and intervals of
 * numbers, lists of these, and {@code not(…)}.
 *
 * @param kind how to read {@code tests}
 */
record Cell(Kind kind, List<Test> tests) {

    enum Kind {
        /** Empty: fits every value. */
        ANY,
        /** Fits what one of the tests fits. */
        ONE_OF,
        /** Fits what none of the tests fits. */
        NONE_OF,
        /** An expression that only an evaluation can answer. */
        OPAQUE
    }

    private static final String NUMBER = "-?\\d{1,15}(?:\\.\\d{1,15})?";
    private static final Pattern WORD = Pattern.compile("\"([^\"\\\\]*)\"");
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|<|>)\\s*(" + NUMBER + ")");
    private static final Pattern INTERVAL =
            Pattern.compile("([\\[\\](])\\s*(" + NUMBER + ")\\s*\\.\\.\\s*(" + NUMBER + ")\\s*([\\[\\])])");
    private static final Pattern NOT = Pattern.compile("(?s)not\\s*\\((.*)\\)");

    /** One part of a cell. */
    sealed interface Test {

        boolean fits(Value value);

        /** The values at which the answer of the test may change. */
        Stream<Value> edges();
    }

    private record Equal(Value literal) implements Test {

        @Override
        public boolean fits(Value value) {
            return value.equals(literal);
        }

        @Override
        public Stream<Value> edges() {
            return Stream.of(literal);
        }
    }

    /** Null stands for no bound. */
    private record Within(BigDecimal low, boolean withLow, BigDecimal high, boolean withHigh) implements Test {

        @Override
        public boolean fits(Value value) {
            if (value instanceof Value.Number number) {
                return aboveLow(number.value()) && belowHigh(number.value());
            }
            return value instanceof Value.Between gap
                    && (low == null || (gap.low() != null && gap.low().compareTo(low) >= 0))
                    && (high == null || (gap.high() != null && gap.high().compareTo(high) <= 0));
        }

        private boolean aboveLow(BigDecimal value) {
            return low == null || value.compareTo(low) > (withLow ? -1 : 0);
        }

        private boolean belowHigh(BigDecimal value) {
            return high == null || value.compareTo(high) < (withHigh ? 1 : 0);
        }

        @Override
        public Stream<Value> edges() {
            return Stream.of(low, high).filter(it -> it != null).map(Value.Number::new);
        }
    }

    static Cell of(String text) {
        if (text.isBlank() || text.equals("-")) {
            return new Cell(Kind.ANY, List.of());
        }
        var not = NOT.matcher(text);
        var isNegated = not.matches();
        var tests = tests(isNegated ? not.group(1) : text);
        if (tests.isEmpty()) {
            return new Cell(Kind.OPAQUE, List.of());
        }
        return new Cell(isNegated ? Kind.NONE_OF : Kind.ONE_OF, tests);
    }

    boolean fits(Value value) {
        return switch (kind) {
            case ANY -> true;
            case ONE_OF -> tests.stream().anyMatch(test -> test.fits(value));
            case NONE_OF -> tests.stream().noneMatch(test -> test.fits(value));
            case OPAQUE -> false;
        };
    }

    Stream<Value> edges() {
        return tests.stream().flatMap(Test::edges);
    }

    /** The values of a cell that only lists values. */
    Optional<Stream<Value>> literals() {
        return tests.stream().allMatch(Equal.class::isInstance) ? Optional.of(edges()) : Optional.empty();
    }

    /** Empty if one part can't be read. */
    private static List<Test> tests(String list) {
        var tests = new ArrayList<Test>();
        for (var part : parts(list)) {
            var test = test(part.strip());
            if (test == null) {
                return List.of();
            }
            tests.add(test);
        }
        return tests;
    }

    /** Splits at commas outside of quotes. */
    private static List<String> parts(String list) {
        var parts = new ArrayList<String>();
        var isQuoted = false;
        var start = 0;
        for (var i = 0; i < list.length(); i++) {
            if (list.charAt(i) == '"') {
                isQuoted = !isQuoted;
            } else if (list.charAt(i) == ',' && !isQuoted) {
                parts.add(list.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(list.substring(start));
        return parts;
    }

    private static Test test(String part) {
        var word = WORD.matcher(part);
        if (word.matches()) {
            return new Equal(new Value.Word(word.group(1)));
        }
        if (part.matches(NUMBER)) {
            return new Equal(new Value.Number(new BigDecimal(part)));
        }
        if (part.equals("true") || part.equals("false")) {
            return new Equal(new Value.Flag(part.equals("true")));
        }
        var comparison = COMPARISON.matcher(part);
        if (comparison.matches()) {
            return comparison(comparison.group(1), new BigDecimal(comparison.group(2)));
        }
        var interval = INTERVAL.matcher(part);
        return interval.matches()
                ? new Within(
                        new BigDecimal(interval.group(2)),
                        interval.group(1).equals("["),
                        new BigDecimal(interval.group(3)),
                        interval.group(4).equals("]"))
                : null;
    }

    private static Test comparison(String sign, BigDecimal bound) {
        var withBound = sign.length() == 2;
        return sign.startsWith("<")
                ? new Within(null, false, bound, withBound)
                : new Within(bound, withBound, null, false);
    }
}
