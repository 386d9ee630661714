package dev.firebreak.report.figure;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.Severity;
import dev.firebreak.report.figure.MonthFigures.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of a month against examples computed by hand. */
@Tag("A122")
class FiguresTests {

    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final RepeatedIncidents REPEATS = new RepeatedIncidents(Duration.ofDays(30));

    @Test
    void medianMeanAndNinetiethPercentileOfFiveResolutions() {
        var figures = figures(Stream.of(10, 20, 30, 40, 100)
                .map(minutes -> at(START).resolvedAfter(minutes).toIncident())
                .toList());

        // 10, 20, 30, 40, 100 min: the mean is 40; 90 % is 6 tenths of the way from 40 to 100.
        assertThat(figures.resolve()).isEqualTo(new TimeFigure(5, 1_800L, 2_400L, 4_560L));
    }

    @Test
    void theMedianOfTwoLiesBetweenThem() {
        assertThat(TimeFigure.of(List.of(60L, 120L))).isEqualTo(new TimeFigure(2, 90L, 90L, 114L));
        assertThat(TimeFigure.of(List.of(7L))).isEqualTo(new TimeFigure(1, 7L, 7L, 7L));
    }

    @Test
    void eachTimeHasItsOwnStartAndEnd() {
        var incident = at(START.plusSeconds(3_600));
        incident.firedAt = START.plusSeconds(3_540);
        incident.acknowledgedAt = START.plusSeconds(3_900);
        incident.mitigatedAt = START.plusSeconds(5_400);
        incident.resolvedAt = START.plusSeconds(7_200);

        var figures = figures(List.of(incident.toIncident()));

        assertThat(figures.detect().meanSeconds()).isEqualTo(60);
        assertThat(figures.acknowledge().meanSeconds()).isEqualTo(300);
        assertThat(figures.mitigate().meanSeconds()).isEqualTo(1_800);
        assertThat(figures.resolve().meanSeconds()).isEqualTo(3_600);
    }

    @Test
    void aSenderWhoseClockIsAheadDetectsNothingInNegativeTime() {
        var incident = at(START);
        incident.firedAt = START.plusSeconds(5);

        assertThat(figures(List.of(incident.toIncident())).detect()).isEqualTo(TimeFigure.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-28T23:59:59.999Z, 0",
        "2026-03-01T00:00:00Z,     1",
        "2026-03-29T01:30:00Z,     1", // the hour that summer time leaves out
        "2026-03-31T23:59:59.999Z, 1",
        "2026-04-01T00:00:00Z,     0"
    })
    void anIncidentBelongsToTheMonthInUtcInWhichItWasOpened(Instant opened, int counted) {
        assertThat(figures(List.of(at(opened).toIncident())).incidents()).isEqualTo(counted);
    }

    @Test
    void aMonthWithoutIncidentsHasNoTimesAndNoRates() {
        var figures = figures(List.of());

        assertThat(figures.incidents()).isZero();
        assertThat(figures.resolve()).isEqualTo(TimeFigure.NONE);
        assertThat(figures.alerts().perIncident()).isNull();
        assertThat(figures.slas()).allMatch(it -> it.metPercent() == null);
    }

    @Test
    @Tag("A123")
    void allFiveSeveritiesAndTheUnassessedAreCounted() {
        var incidents = new ArrayList<CountedIncident>();
        for (var severity : Severity.values()) {
            var incident = at(START);
            incident.severity = severity;
            incidents.add(incident.toIncident());
        }
        incidents.add(at(START).toIncident());

        assertThat(figures(incidents).bySeverity())
                .containsExactly(
                        entry("P1", 1),
                        entry("P2", 1),
                        entry("P3", 1),
                        entry("P4", 1),
                        entry("P5", 1),
                        entry("none", 1));
    }

    @Test
    void aCancelledIncidentIsOnlyNoise() {
        var cancelled = at(START).resolvedAfter(5);
        cancelled.isCancelled = true;
        cancelled.pages = 2;
        cancelled.hasEnded = true;

        var figures = figures(List.of(cancelled.toIncident()));

        assertThat(figures.incidents()).isZero();
        assertThat(figures.resolve().count()).isZero();
        assertThat(figures.alerts()).isEqualTo(new MonthFigures.Alerts(0, null, 2, 2));
    }

    @Test
    void aPageIsNoiseIfItsIncidentEndedAndNobodyChangedAnything() {
        var quiet = at(START);
        quiet.pages = 3;
        quiet.hasEnded = true;
        var fixed = at(START);
        fixed.pages = 4;
        fixed.hasEnded = true;
        fixed.isActedOn = true;
        var open = at(START);
        open.pages = 5;

        var alerts = figures(List.of(quiet.toIncident(), fixed.toIncident(), open.toIncident()))
                .alerts();

        assertThat(alerts.pages()).isEqualTo(12);
        assertThat(alerts.noisyPages()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "-1, 1, 0", "1, 0, 1"})
    void anAcknowledgementAtTheDeadlineIsInTime(int secondsAfter, int met, int missed) {
        var incident = at(START);
        incident.severity = Severity.P1;
        incident.respondBy = START.plusSeconds(900);
        incident.acknowledgedAt = incident.respondBy.plusSeconds(secondsAfter);

        assertThat(figures(List.of(incident.toIncident())).slas().get(0))
                .isEqualTo(new MonthFigures.Sla("P1", met, missed));
    }

    @Test
    void aDeadlineThatIsOverWithoutAcknowledgementIsMissedAndAComingOneCountsForNothing() {
        var over = at(START);
        over.severity = Severity.P2;
        over.respondBy = NOW.minusSeconds(1);
        var coming = at(START);
        coming.severity = Severity.P2;
        coming.respondBy = NOW;

        assertThat(figures(List.of(over.toIncident(), coming.toIncident()))
                        .slas()
                        .get(1))
                .isEqualTo(new MonthFigures.Sla("P2", 0, 1));
    }

    @ParameterizedTest
    @CsvSource({"2592000, 1", "2592001, 0"})
    @Tag("A125")
    void theSameServiceAndCauseRepeatWithinThirtyDays(long secondsLater, int repeats) {
        var first = at(START.minus(Duration.ofDays(20)));
        first.cause = "disk full";
        var second = at(START.minus(Duration.ofDays(20)).plusSeconds(secondsLater));
        second.cause = "disk full";

        var figures = figures(List.of(first.toIncident(), second.toIncident()));

        assertThat(figures.repeats()).isEqualTo(repeats);
        assertThat(figures.repeated()).isEqualTo(repeats);
    }

    @Test
    @Tag("A125")
    void anotherServiceOrNoCauseIsNoRepeatButTheSameAlertIs() {
        var first = at(START);
        first.cause = "disk full";
        var elsewhere = at(START.plusSeconds(1));
        elsewhere.cause = "disk full";
        elsewhere.service = "wiki";
        var unknown = at(START.plusSeconds(2));
        unknown.fingerprints = Set.of("default\nf1");
        var again = at(START.plusSeconds(3));
        again.fingerprints = Set.of("default\nf1");

        var figures =
                figures(List.of(first.toIncident(), elsewhere.toIncident(), unknown.toIncident(), again.toIncident()));

        assertThat(figures.repeats()).isZero();
        assertThat(figures.repeatsByAlert()).isEqualTo(1);
        assertThat(figures.repeated()).isEqualTo(1);
    }

    @Test
    void theMostFrequentCausesComeFirst() {
        var incidents = Stream.of("b", "a", "b", "c", "d", "e", "f")
                .map(cause -> {
                    var incident = at(START);
                    incident.cause = cause;
                    return incident.toIncident();
                })
                .toList();

        assertThat(figures(incidents).causes())
                .containsExactly(
                        new Cause("b", 2), new Cause("a", 1), new Cause("c", 1), new Cause("d", 1), new Cause("e", 1));
    }

    private static MonthFigures figures(List<CountedIncident> incidents) {
        return Figures.of(MARCH, incidents, REPEATS, NOW);
    }

    private static IncidentDraft at(Instant opened) {
        return new IncidentDraft(opened);
    }
}
