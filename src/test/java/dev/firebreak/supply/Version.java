package dev.firebreak.supply;

import java.util.Arrays;
import java.util.stream.Stream;

/** The leading numbers of a version, for comparison: {@code 33.4.8-jre} is 33.4.8, {@code 8.0.3.Final} is 8.0.3. */
record Version(int... numbers) implements Comparable<Version> {

    static Version of(String text) {
        return new Version(Stream.of(text.split("[.-]"))
                .takeWhile(part -> part.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray());
    }

    @Override
    public int compareTo(Version other) {
        var longest = Math.max(numbers.length, other.numbers.length);
        return Arrays.compare(Arrays.copyOf(numbers, longest), Arrays.copyOf(other.numbers, longest));
    }
}
