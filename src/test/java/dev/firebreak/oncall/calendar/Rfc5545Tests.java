package dev.firebreak.oncall.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.BusinessCalendar;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import dev.firebreak.catalog.RotaLayer;
import dev.firebreak.oncall.schedule.OnCall;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Round changes of clocks, who is on call by the page, by the calendar of shifts and by the feed is who an expansion of
 * RFC 5545 by another library says, at every minute that matters: hourly, half-daily, daily, weekly and monthly rotas
 * with hand-overs right at the change.
 */
class Rfc5545Tests {

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int PEOPLE = 5;
    private static final TimeZone LOCAL = TimeZone.getTimeZone(ZoneOffset.UTC);

    /** A rotation in our words and in those of RFC 5545 and 7529. */
    private record Kind(TemporalAmount shift, String rule, Period before) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(Duration.ofHours(1), "FREQ=HOURLY", Period.ofDays(3)),
            new Kind(Duration.ofHours(12), "FREQ=HOURLY;INTERVAL=12", Period.ofDays(10)),
            new Kind(Duration.ofDays(1), "FREQ=DAILY", Period.ofDays(20)),
            new Kind(Duration.ofDays(7), "FREQ=WEEKLY", Period.ofWeeks(9)),
            new Kind(Period.ofMonths(1), "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD", Period.ofMonths(7)));

    private static final List<Contact> SOME = IntStream.range(0, PEOPLE)
            .mapToObj(n -> new Contact("p" + n, "Person " + n, "p" + n + "@example.org"))
            .toList();

    @Test
    @Tag("C6")
    void aSampleOfAllChangesOfClocksHasTheSameHolderEverywhere() {
        var all = new ArrayList<Runnable>();
        changes((zone, change) -> all.add(() -> compare(zone, change, Math.floorMod(change.hashCode(), KINDS.size()))));
        var random = new Random(20261129);

        IntStream.range(0, 120).forEach(n -> all.get(random.nextInt(all.size())).run());
    }

    @Test
    @Tag("C6")
    void theStrangestChangesHaveTheSameHolderEverywhere() {
        for (var place : List.of("Pacific/Apia", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca")) {
            var zone = ZoneId.of(place);
            changes(
                    zone,
                    Instant.parse("2008-01-01T00:00:00Z"),
                    Instant.parse("2012-06-01T00:00:00Z"),
                    change -> IntStream.range(0, KINDS.size()).forEach(kind -> compare(zone, change, kind)));
        }
    }

    /**
     * Compares some changes of every clock with each kind of rota, for {@link Rfc5545CenturyTests}: all 122,000 pairs
     * need about an hour of a processor.
     *
     * @param each how many of each clock and kind
     * @return how many were compared
     */
    int someOfEveryClock(int each) {
        var all = new TreeMap<String, List<ZoneOffsetTransition>>();
        changes((zone, change) ->
                all.computeIfAbsent(zone.getId(), id -> new ArrayList<>()).add(change));
        var random = new Random(20261129);
        var compared = 0;
        for (var clock : all.entrySet()) {
            for (var kind = 0; kind < KINDS.size(); kind++) {
                Collections.shuffle(clock.getValue(), random);
                for (var change : clock.getValue().stream().limit(each).toList()) {
                    compare(ZoneId.of(clock.getKey()), change, kind);
                    compared++;
                }
            }
        }
        return compared;
    }

    private interface Change {

        void see(ZoneId zone, ZoneOffsetTransition change);
    }

    /** Of zones with the same rules, one is enough. */
    private static void changes(Change change) {
        var seen = new HashSet<ZoneRules>();
        for (var place : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
            var zone = ZoneId.of(place);
            if (seen.add(zone.getRules())) {
                changes(zone, FIRST, LAST, one -> change.see(zone, one));
            }
        }
    }

    private static void changes(ZoneId zone, Instant from, Instant until, Consumer<ZoneOffsetTransition> change) {
        for (var next = zone.getRules().nextTransition(from);
                next != null && next.getInstant().isBefore(until);
                next = zone.getRules().nextTransition(next.getInstant())) {
            change.accept(next);
        }
    }

    private void compare(ZoneId zone, ZoneOffsetTransition change, int which) {
        var kind = KINDS.get(which);
        for (var shift : List.of(-30, 0, 30)) {
            var handOver = change.getDateTimeBefore().plusMinutes(shift);
            var start = handOver.minus(kind.before()).withSecond(0).withNano(0);
            compare(zone, change.getInstant(), kind, start);
        }
    }

    private void compare(ZoneId zone, Instant change, Kind kind, LocalDateTime start) {
        var rota = new Rota("r", zone, List.of(new RotaLayer(zone, start, kind.shift(), SOME, null)));
        var page = new OnCall(catalog(rota));
        var from = change.minus(Duration.ofDays(2));
        var until = change.plus(Duration.ofDays(2));
        var shifts = page.between(from, until);
        var feed = feed(CalendarText.of("On call", shifts, change));
        var expected = expansion(zone, kind, start, until.plus(Duration.ofDays(40)));

        var moments = new ArrayList<Instant>();
        for (var minute = -27 * 60; minute <= 27 * 60; minute += 90) {
            moments.add(change.plus(Duration.ofMinutes(minute)));
        }
        for (var minute : List.of(-61, -60, -31, -30, -1, 0, 1, 29, 30, 31, 59, 60, 61)) {
            moments.add(change.plus(Duration.ofMinutes(minute)));
        }
        for (var at : moments) {
            var holder = expected(expected, at);
            var where = "%s, %s from %s at %s".formatted(zone, kind.rule(), start, at);
            assertThat(page.everyone(at)).as(where).extracting(Contact::id).isEqualTo(holder);
            assertThat(shifts.stream()
                            .filter(it -> !at.isBefore(it.from()) && at.isBefore(it.until()))
                            .map(it -> it.person().id()))
                    .as(where)
                    .containsExactlyElementsOf(holder);
            assertThat(feed.stream()
                            .filter(it -> !at.isBefore(it.starts()) && at.isBefore(it.ends()))
                            .map(CalendarEvent::summary))
                    .as(where)
                    .containsExactlyElementsOf(holder);
        }
    }

    /** The last occurrence that has begun holds. */
    private static List<String> expected(Map<Integer, Instant> occurrences, Instant at) {
        return occurrences.entrySet().stream()
                .filter(it -> !it.getValue().isAfter(at))
                .reduce((earlier, later) -> later)
                .map(it -> List.of("p" + it.getKey() % PEOPLE))
                .orElse(List.of());
    }

    /** Local times by lib-recur; RFC 5545, 3.3.5: in a gap the offset of before counts, in an overlap the first. */
    private static Map<Integer, Instant> expansion(ZoneId zone, Kind kind, LocalDateTime start, Instant until) {
        try {
            var occurrences = new RecurrenceRule(kind.rule(), RecurrenceRule.RfcMode.RFC5545_LAX)
                    .iterator(start.toEpochSecond(ZoneOffset.UTC) * 1000, LOCAL);
            var expanded = new TreeMap<Integer, Instant>();
            while (true) {
                var local = LocalDateTime.ofEpochSecond(occurrences.nextMillis() / 1000, 0, ZoneOffset.UTC);
                var offsets = zone.getRules().getValidOffsets(local);
                var offset =
                        offsets.isEmpty() ? zone.getRules().getTransition(local).getOffsetBefore() : offsets.get(0);
                var at = local.toInstant(offset);
                if (at.isAfter(until)) {
                    return expanded;
                }
                expanded.put(expanded.size(), at);
            }
        } catch (org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the feed as a calendar would; the summary becomes the login. */
    private static List<CalendarEvent> feed(String text) {
        return new CalendarReader(
                        ZoneOffset.UTC, Instant.MIN.plus(Duration.ofDays(800)), LAST.plus(Duration.ofDays(800)))
                .read(text).stream()
                        .map(it -> new CalendarEvent(
                                it.uid(),
                                "p" + it.summary().replaceAll("Person (\\d).*", "$1"),
                                it.mails(),
                                it.starts(),
                                it.ends()))
                        .toList();
    }

    private static Catalog catalog(Rota rota) {
        return new Catalog(
                "mosaic",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("r", rota),
                List.of("r"),
                Map.of(),
                new BusinessCalendar(
                        ZoneOffset.UTC, LocalTime.of(9, 0), LocalTime.of(17, 0), Set.of(DayOfWeek.MONDAY), Set.of()));
    }
}
