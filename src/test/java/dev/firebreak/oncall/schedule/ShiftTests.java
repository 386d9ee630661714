package dev.firebreak.oncall.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Whose turn it is: guarantees.md C6, C7. */
class ShiftTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Example
    void nobodyIsOnCallBeforeTheFirstHandOver() {
        var rota = weekly(BERLIN, "2026-01-05T09:00", 2);

        assertThat(Shift.of(rota, Instant.parse("2026-01-05T07:59:59Z"))).isEmpty();
        assertThat(personAt(rota, "2026-01-05T08:00:00Z")).isEqualTo("p0");
    }

    @Example
    void anEmptyRotaHasNobody() {
        assertThat(Shift.of(weekly(BERLIN, "2026-01-05T09:00", 0), Instant.parse("2026-06-01T00:00:00Z")))
                .isEmpty();
    }

    @Example
    @Tag("C6")
    void handOverStaysAtNineOnTheWallWhenTheClocksChange() {
        var rota = weekly(BERLIN, "2026-03-23T09:00", 2);

        assertThat(personAt(rota, "2026-03-30T06:59:59Z")).isEqualTo("p0");
        assertThat(personAt(rota, "2026-03-30T07:00:00Z")).isEqualTo("p1");
    }

    @Example
    @Tag("C6")
    void aHandOverInTheGapHappensRightBehindIt() {
        var rota = new Rota("r", BERLIN, LocalDateTime.parse("2026-03-28T02:30"), Duration.ofDays(1), people(3));

        assertThat(personAt(rota, "2026-03-29T01:29:59Z")).isEqualTo("p0");
        assertThat(personAt(rota, "2026-03-29T01:30:00Z")).isEqualTo("p1");
    }

    @Example
    @Tag("C6")
    void aHandOverInTheOverlapHappensOnceAndEarly() {
        var rota = new Rota("r", BERLIN, LocalDateTime.parse("2026-10-24T02:30"), Duration.ofDays(1), people(3));

        assertThat(personAt(rota, "2026-10-25T00:29:59Z")).isEqualTo("p0");
        assertThat(personAt(rota, "2026-10-25T00:30:00Z")).isEqualTo("p1");
        assertThat(personAt(rota, "2026-10-25T01:10:00Z")).isEqualTo("p1");
        assertThat(personAt(rota, "2026-10-25T01:30:00Z")).isEqualTo("p1");
    }

    @Example
    @Tag("C7")
    void leapDaysAndWeek53ChangeNothing() {
        var rota = weekly(BERLIN, "2020-01-06T09:00", 4);

        assertThat(personAt(rota, "2028-02-29T12:00:00Z")).isEqualTo(person(rota, "2028-02-28", 4));
        assertThat(personAt(rota, "2026-12-31T12:00:00Z")).isEqualTo(person(rota, "2026-12-28", 4));
    }

    /**
     * Round every change of every clock, with hand-overs right at it: exactly one shift holds each moment, and shifts
     * follow without gap or overlap.
     */
    @Property(tries = 3_000)
    @net.jqwik.api.Tag("C6")
    void everyMomentBelongsToExactlyOneShift(
            @ForAll("zones") ZoneId zone,
            @ForAll("years") int year,
            @ForAll("close") int handOver,
            @ForAll("shifts") int days,
            @ForAll("nearby") int minutes) {
        var newYear = LocalDate.of(year, 1, 1);
        var next = zone.getRules().nextTransition(newYear.atStartOfDay(zone).toInstant());
        var change = next == null ? newYear.plusDays(59).atStartOfDay(zone).toInstant() : next.getInstant();
        var time = change.atZone(zone).toLocalTime().plusMinutes(handOver);
        var rota = new Rota("r", zone, newYear.atTime(time), Duration.ofDays(days), people(5));
        var at = change.plus(Duration.ofMinutes(minutes));

        var shift = Shift.of(rota, at);

        if (at.isBefore(rota.begins())) {
            assertThat(shift).isEmpty();
            return;
        }
        assertThat(shift.orElseThrow().from()).isBeforeOrEqualTo(at);
        assertThat(shift.orElseThrow().until()).isAfter(at);
        var following = Shift.of(rota, shift.orElseThrow().until()).orElseThrow();
        assertThat(following.from()).isEqualTo(shift.orElseThrow().until());
        var last = Shift.of(rota, shift.orElseThrow().until().minusNanos(1)).orElseThrow();
        assertThat(last).isEqualTo(shift.orElseThrow());
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(ZoneId.getAvailableZoneIds()).map(ZoneId::of);
    }

    @Provide
    Arbitrary<Integer> years() {
        return Arbitraries.integers().between(1970, 2100);
    }

    @Provide
    Arbitrary<Integer> close() {
        return Arbitraries.integers().between(-120, 120);
    }

    @Provide
    Arbitrary<Integer> shifts() {
        return Arbitraries.of(1, 2, 7, 14, 28);
    }

    @Provide
    Arbitrary<Integer> nearby() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(-150, 150),
                Arbitraries.integers().between(-3 * 24 * 60, 3 * 24 * 60));
    }

    private static Rota weekly(ZoneId zone, String start, int people) {
        return new Rota("r", zone, LocalDateTime.parse(start), Duration.ofDays(7), people(people));
    }

    private static List<Contact> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Contact("p" + n, "Person " + n, "p" + n + "@example.org"))
                .toList();
    }

    private static String personAt(Rota rota, String at) {
        return Shift.of(rota, Instant.parse(at)).orElseThrow().person().id();
    }

    private static String person(Rota rota, String monday, int people) {
        var weeks = java.time.temporal.ChronoUnit.WEEKS.between(
                rota.layers().get(0).start().toLocalDate(), LocalDate.parse(monday));
        return "p" + weeks % people;
    }
}
