package dev.firebreak.report.month;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pages that one person got in a month.
 *
 * @param byHour 24 numbers: by the hour of the day in UTC, from 0
 */
public record OnCallLoad(String person, int pages, List<Integer> byHour) {

    private static final int HOURS = 24;

    /** The pages of a person in an hour of the day. */
    record Hour(String person, int hour, int pages) {}

    static Collector<Hour, ?, List<OnCallLoad>> byPerson() {
        return Collectors.collectingAndThen(
                Collectors.groupingBy(Hour::person, TreeMap::new, Collectors.toList()),
                people -> people.entrySet().stream()
                        .map(it -> of(it.getKey(), it.getValue()))
                        .sorted(Comparator.comparing((OnCallLoad it) -> -it.pages()))
                        .toList());
    }

    private static OnCallLoad of(String person, List<Hour> hours) {
        var byHour = IntStream.range(0, HOURS)
                .mapToObj(hour -> hours.stream()
                        .filter(it -> it.hour() == hour)
                        .mapToInt(Hour::pages)
                        .sum())
                .toList();
        return new OnCallLoad(
                person, byHour.stream().mapToInt(Integer::intValue).sum(), byHour);
    }
}
