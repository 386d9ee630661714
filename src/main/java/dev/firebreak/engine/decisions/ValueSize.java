package dev.firebreak.engine.decisions;

import java.util.Collection;
import java.util.Map;

/** The size of a value that a decision reads or answers, in characters and entries. */
final class ValueSize {

    /** More than any table of ours, 25 times the text in a process variable. */
    static final int MAX = 100_000;

    private long rest = MAX;

    private ValueSize() {}

    static boolean isTooLarge(Object value) {
        var size = new ValueSize();
        size.take(value, 0);
        return size.rest < 0;
    }

    /** Ends at the limit: a list may hold the same list many times. */
    private void take(Object value, int depth) {
        if (rest < 0) {
            return;
        }
        rest -= value instanceof CharSequence text ? text.length() : 1;
        if (depth > 50) {
            rest = -1;
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(entry -> take(entry, depth + 1));
        } else if (value instanceof Collection<?> list) {
            list.forEach(entry -> take(entry, depth + 1));
        }
    }
}
