package dev.firebreak.oncall.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/**
 * Reads the events of an iCalendar file (RFC 5545) that touch a time, with recurrence rules, exceptions and moved
 * occurrences. Cancelled events are left out. What can't be read is an error with its line, never skipped.
 */
final class CalendarReader {

    private static final int MOST_EVENTS = 500;
    private static final int MOST_STEPS = 20_000;
    private static final Duration LONGEST_CHANGE = Duration.ofDays(1);
    private static final TimeZone LOCAL = TimeZone.getTimeZone(ZoneOffset.UTC);

    private final ZoneId zone;
    private final Instant from;
    private final Instant until;

    /** @param zone of times without one */
    CalendarReader(ZoneId zone, Instant from, Instant until) {
        this.zone = zone;
        this.from = from;
        this.until = until;
    }

    List<CalendarEvent> read(String text) {
        var events = new ArrayList<CalendarEvent>();
        var moved = new HashSet<String>();
        var blocks = blocks(CalendarLine.of(text));
        blocks.forEach(
                block -> one(block, "RECURRENCE-ID").ifPresent(line -> moved.add(uid(block) + "|" + line.time(zone))));
        for (var block : blocks) {
            if (!one(block, "STATUS")
                    .map(CalendarLine::value)
                    .filter("CANCELLED"::equalsIgnoreCase)
                    .isPresent()) {
                events.addAll(occurrences(block, moved));
            }
            if (events.size() > MOST_EVENTS) {
                throw new CalendarUnreadable("has more than " + MOST_EVENTS + " shifts within a year");
            }
        }
        events.sort(Comparator.comparing(CalendarEvent::starts));
        return events;
    }

    private static List<List<CalendarLine>> blocks(List<CalendarLine> lines) {
        var blocks = new ArrayList<List<CalendarLine>>();
        List<CalendarLine> block = null;
        for (var line : lines) {
            var isEvent = line.value().strip().equalsIgnoreCase("VEVENT");
            if (line.name().equals("BEGIN") && isEvent) {
                block = new ArrayList<>();
                blocks.add(block);
            } else if (line.name().equals("END") && isEvent) {
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        if (blocks.isEmpty()) {
            throw new CalendarUnreadable("has no event (BEGIN:VEVENT)");
        }
        return blocks;
    }

    private List<CalendarEvent> occurrences(List<CalendarLine> block, Set<String> moved) {
        var start = one(block, "DTSTART").orElseThrow(() -> new CalendarUnreadable("an event has no DTSTART"));
        var length = length(block, start);
        var isMoved = one(block, "RECURRENCE-ID").isPresent();
        var rule = isMoved ? Optional.<CalendarLine>empty() : one(block, "RRULE");
        var excluded = excluded(block);
        return rule.map(line -> starts(line, start, length)).orElseGet(() -> List.of(start.time(zone))).stream()
                .filter(begin -> begin.isBefore(until) && begin.plus(length).isAfter(from))
                .filter(begin -> !excluded.contains(begin))
                .filter(begin -> isMoved || !moved.contains(uid(block) + "|" + begin))
                .map(begin -> new CalendarEvent(uid(block), summary(block), mails(block), begin, begin.plus(length)))
                .toList();
    }

    private List<Instant> starts(CalendarLine line, CalendarLine start, Duration length) {
        try {
            var starts = new ArrayList<Instant>();
            var rule = new RecurrenceRule(line.value(), RecurrenceRule.RfcMode.RFC5545_LAX);
            var last = last(rule, start);
            rule.setUntil(null);
            var occurrences = rule.iterator(millis(start.local()), LOCAL);
            var first = from.minus(length)
                    .minus(LONGEST_CHANGE)
                    .atZone(start.zone(zone))
                    .toLocalDateTime();
            if (first.isAfter(start.local())) {
                occurrences.fastForward(millis(first));
            }
            for (var step = 0; occurrences.hasNext() && step < MOST_STEPS; step++) {
                var local = LocalDateTime.ofEpochSecond(occurrences.nextMillis() / 1000, 0, ZoneOffset.UTC);
                var begin = local.atZone(start.zone(zone)).toInstant();
                if (begin.isAfter(last) || !begin.isBefore(until) || starts.size() > MOST_EVENTS) {
                    break;
                }
                starts.add(begin);
            }
            return starts;
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException wrong) {
            throw new CalendarUnreadable(line.number(), "RRULE is no rule of RFC 5545");
        }
    }

    /**
     * The moment of UNTIL, because occurrences are counted on the clock of DTSTART. A date without a time is its whole
     * day there: older calendars write it so, and mean the shift of that day.
     */
    private Instant last(RecurrenceRule rule, CalendarLine start) {
        var last = rule.getUntil();
        if (last == null) {
            return Instant.MAX;
        }
        if (!last.isAllDay() && !last.isFloating()) {
            return Instant.ofEpochMilli(last.getTimestamp());
        }
        var local = LocalDateTime.ofEpochSecond(last.getTimestamp() / 1000, 0, ZoneOffset.UTC);
        var end = last.isAllDay() ? local.plusDays(1).minusSeconds(1) : local;
        return end.atZone(start.zone(zone)).toInstant();
    }

    private static long millis(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC) * 1000;
    }

    private Duration length(List<CalendarLine> block, CalendarLine start) {
        var begin = start.time(zone);
        var end = one(block, "DTEND").map(line -> line.time(zone));
        var length = end.map(it -> Duration.between(begin, it))
                .or(() -> one(block, "DURATION").map(CalendarReader::duration))
                .orElse(start.value().length() == 8 ? Duration.ofDays(1) : Duration.ZERO);
        if (length.isZero() || length.isNegative()) {
            throw new CalendarUnreadable(start.number(), "the event ends before it begins");
        }
        return length;
    }

    private static Duration duration(CalendarLine line) {
        try {
            var text = line.value().strip();
            return text.endsWith("W") ? Duration.ofDays(Period.parse(text).getDays()) : Duration.parse(text);
        } catch (DateTimeException wrong) {
            throw new CalendarUnreadable(line.number(), "DURATION is no length of RFC 5545");
        }
    }

    private Set<Instant> excluded(List<CalendarLine> block) {
        var excluded = new HashSet<Instant>();
        block.stream().filter(line -> line.name().equals("EXDATE")).forEach(line -> {
            for (var value : line.value().split(",")) {
                excluded.add(new CalendarLine(line.number(), line.name(), line.parameters(), value.strip()).time(zone));
            }
        });
        return excluded;
    }

    private static List<String> mails(List<CalendarLine> block) {
        return block.stream()
                .filter(line -> line.name().equals("ATTENDEE"))
                .map(line -> line.value().toLowerCase(Locale.ROOT).replaceFirst("^mailto:", ""))
                .toList();
    }

    private static String summary(List<CalendarLine> block) {
        return one(block, "SUMMARY").map(CalendarLine::text).orElse("").strip();
    }

    private static String uid(List<CalendarLine> block) {
        return one(block, "UID").map(CalendarLine::value).orElse("");
    }

    private static Optional<CalendarLine> one(List<CalendarLine> block, String name) {
        return block.stream().filter(line -> line.name().equals(name)).findFirst();
    }
}
