package dev.firebreak.engine.soundness;

import java.math.BigDecimal;

/** A value of an input, or a set of values that no cell of its column tells apart. */
sealed interface Value {

    record Word(String text) implements Value {

        @Override
        public String toString() {
            return '"' + text + '"';
        }
    }

    record Flag(boolean yes) implements Value {

        @Override
        public String toString() {
            return String.valueOf(yes);
        }
    }

    /** Equal numbers are equal whatever their scale. */
    record Number(BigDecimal value) implements Value {

        public Number {
            value = value.stripTrailingZeros();
        }

        @Override
        public String toString() {
            return value.toPlainString();
        }
    }

    /**
     * All numbers between two numbers of the column, without these.
     *
     * @param low null for no bound
     * @param high null for no bound
     */
    record Between(BigDecimal low, BigDecimal high) implements Value {

        @Override
        public String toString() {
            if (low == null) {
                return high == null ? "any number" : "less than " + high.toPlainString();
            }
            return high == null
                    ? "more than " + low.toPlainString()
                    : "between " + low.toPlainString() + " and " + high.toPlainString();
        }
    }

    /** Every text that no cell of the column names, and a missing value. */
    record Other() implements Value {

        @Override
        public String toString() {
            return "any other value";
        }
    }
}
