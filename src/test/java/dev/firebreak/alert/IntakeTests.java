package dev.firebreak.alert;

import static dev.firebreak.alert.AlertIngestFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.http.AlertEndpointTests;
import dev.firebreak.alert.view.AlertViewFixture.ShownAlert;
import dev.firebreak.incident.IncidentId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What becomes of alerts (guarantees.md "Alert intake"). Each test has a group of its own;
 * {@link AlertsOnPostgresLabTests} runs it on PostgreSQL.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeTests {

    private AlertIngestFixture ingest;
    private int groups;
    private String group;
    private String a;
    private String b;

    AlertIngestFixture open() {
        return AlertIngestFixture.onH2();
    }

    @BeforeAll
    void openFixture() {
        ingest = open();
    }

    @AfterAll
    void closeFixture() {
        ingest.close();
    }

    @org.junit.jupiter.api.BeforeEach
    void newGroup() {
        group = "{}:{n=\"" + groups++ + "\"}";
        a = "a" + groups;
        b = "b" + groups;
    }

    @Test
    void aFiringAlertOpensAnIncidentAndStartsItsProcess() {
        var answer = ingest.post(PayloadFixture.group(group).firing(a));

        assertThat(answer.received()).isEqualTo(1);
        assertThat(answer.opened()).isEqualTo(1);
        assertThat(ingest.processOf(incident(answer))).isNotNull();
        assertThat(ingest.lines(incident(answer)))
                .containsExactly(
                        "Alert raised: No connection left on mosaic-postgres",
                        "1 alert firing: PostgresConnectionsExhausted on mosaic-postgres");
    }

    @Test
    void decisionsSeeWhatAlertAndCatalogueSayAndNothingElse() {
        var incident = incident(ingest.post(PayloadFixture.group(group)
                .firing(a)
                .label("life_safety", "TRUE")
                .label("data_risk", "perhaps")
                .label("services_down", "3")));

        assertThat(ingest.variable(incident, "alertSeverity")).isEqualTo("critical");
        assertThat(ingest.variable(incident, "usersAffected")).isEqualTo("all");
        assertThat(ingest.variable(incident, "serviceTier")).isEqualTo("tier-1");
        assertThat(ingest.variable(incident, "servicesDown")).isEqualTo(3L);
        assertThat(ingest.variable(incident, "lifeSafety")).isEqualTo("yes");
        assertThat(ingest.variable(incident, "dataRisk")).isEqualTo("unknown");
        assertThat(ingest.variable(incident, "securityIssue")).isNull();
        assertThat(ingest.variable(incident, "target")).isEqualTo("mosaic-postgres");
        assertThat(ingest.variable(incident, "symptom")).isEqualTo("postgres-connections-exhausted");
    }

    @Test
    void everyAlertOfAGroupIsCountedOnceAndJoinsOneIncident() {
        var first = ingest.post(PayloadFixture.group(group).firing(a).firing(a));
        var second = ingest.post(PayloadFixture.group(group).firing(a).firing(b));

        assertThat(first)
                .extracting(IngestResult::opened, IngestResult::attached, IngestResult::duplicates)
                .containsExactly(1, 0, 1);
        assertThat(second)
                .extracting(IngestResult::opened, IngestResult::attached, IngestResult::duplicates)
                .containsExactly(0, 1, 1);
        assertThat(second.incidents()).isEqualTo(first.incidents());
    }

    @Test
    @Tag("D1")
    void aRepeatMovesLastSeenAndNothingElse() {
        var incident = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        var lines = ingest.lines(incident);
        var before = ingest.alerts(incident).get(0);

        ingest.clock.passes(Duration.ofMinutes(1));
        var again = ingest.post(PayloadFixture.group(group).firing(a));

        var after = ingest.alerts(incident).get(0);
        assertThat(again)
                .extracting(IngestResult::opened, IngestResult::attached, IngestResult::duplicates)
                .containsExactly(0, 0, 1);
        assertThat(again.incidents()).containsExactly(incident.value());
        assertThat(after.lastSeen()).isAfter(before.lastSeen().plusSeconds(59));
        assertThat(after.seen()).isEqualTo(2);
        assertThat(ingest.lines(incident)).isEqualTo(lines);
    }

    /** People closed the first incident while the alert fired, and the sender began anew; its pair still says the old. */
    @Test
    @Tag("D1")
    void aRepeatOfAnOldStartCountsForTheAlertThatFiresNow() {
        ingest.post(PayloadFixture.group(group).firing(a, "2026-11-22T07:00:00Z"));
        ingest.jdbc().sql("update incident set status = 'RESOLVED'").update();
        var now = incident(ingest.post(PayloadFixture.group(group).firing(a, "2026-11-22T08:00:00Z")));

        var again = ingest.post(PayloadFixture.group(group).firing(a, "2026-11-22T07:00:00Z"));

        assertThat(again)
                .extracting(IngestResult::opened, IngestResult::attached, IngestResult::duplicates)
                .containsExactly(0, 0, 1);
        assertThat(ingest.alerts(now))
                .singleElement()
                .satisfies(alert -> assertThat(alert.seen()).isEqualTo(2));
    }

    @Test
    @Tag("D1")
    void hoursOfRepeatsMoveLastSeenAndAddNoRow() {
        replay(100, 20);
    }

    @Test
    @Tag("D1")
    @Tag("chaos")
    void aHundredThousandRepeatsMoveLastSeenAndAddNoRow() {
        replay(100, 1_000);
    }

    /** A group of alerts that its sender repeats every minute. */
    private void replay(int alerts, int times) {
        var payload = PayloadFixture.group(group);
        IntStream.range(0, alerts).forEach(n -> payload.firing(a + "-" + n));
        var incident = incident(ingest.post(payload));
        var rows = rows();

        for (var time = 0; time < times; time++) {
            ingest.clock.passes(Duration.ofMinutes(1));
            assertThat(ingest.post(payload).duplicates()).isEqualTo(alerts);
        }

        assertThat(rows()).isEqualTo(rows);
        assertThat(ingest.alerts(incident))
                .hasSize(alerts)
                .allSatisfy(alert -> assertThat(alert.lastSeen())
                        .isAfter(ingest.clock.instant().minusSeconds(59)));
        assertThat(ingest.count("select count(*) from act_ru_ext_task")).isZero();
    }

    private List<Integer> rows() {
        return java.util.stream.Stream.of(
                        "alert", "alert_text", "alert_slot", "incident", "timeline_entry", "process_start")
                .map(table -> ingest.count("select count(*) from " + table))
                .toList();
    }

    @Test
    @Tag("D2")
    void aFlappingGroupStaysOneIncidentAndIsToldToFlapFromTheSecondTimeOn() {
        var incident = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        for (var flap = 1; flap <= 3; flap++) {
            ingest.post(PayloadFixture.group(group).resolved(a, at(flap - 1)));
            ingest.post(PayloadFixture.group(group).resolved(a, at(flap - 1)));
            var again = ingest.post(PayloadFixture.group(group).firing(a, at(flap)));
            assertThat(again.incidents()).containsExactly(incident.value());
            assertThat(again.opened()).isZero();
        }

        assertThat(ingest.heard(incident, "Cleared")).isEqualTo(2);
        assertThat(ingest.heard(incident, "FiredAgain")).isEqualTo(2);
        assertThat(ingest.lines(incident))
                .filteredOn(line -> line.startsWith("Flapping: "))
                .hasSize(1);

        ingest.post(PayloadFixture.group(group).resolved(a, at(3)));
        ingest.clock.passes(Duration.ofMinutes(6));
        ingest.tidy();
        assertThat(ingest.heard(incident, "Cleared")).isEqualTo(3);
    }

    @Test
    void whatComesAndGoesWithinOneMessageChangesNothing() {
        var incident = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        ingest.post(PayloadFixture.group(group).resolved(a));

        ingest.post(PayloadFixture.group(group).firing(b).resolved(b));

        assertThat(ingest.heard(incident, "Cleared")).isEqualTo(1);
        assertThat(ingest.heard(incident, "FiredAgain")).isZero();
    }

    private static String at(int flap) {
        return flap == 0 ? PayloadFixture.START : "2026-11-22T08:0" + flap + ":00Z";
    }

    @Test
    void clearedIsToldWhenTheLastAlertOfAllGroupsIsResolved() {
        var other = group + " other";
        var incident = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        ingest.post(PayloadFixture.group(other).firing(a).firing(b));

        ingest.post(PayloadFixture.group(group).resolved(a));
        assertThat(ingest.heard(incident, "Cleared")).isZero();

        ingest.post(PayloadFixture.group(other).resolved(b));
        assertThat(ingest.heard(incident, "Cleared")).isEqualTo(1);
        assertThat(ingest.lines(incident))
                .contains("1 alert resolved: PostgresConnectionsExhausted on mosaic-postgres");
    }

    @Test
    @Tag("D3")
    void resolvedBeforeFiringOpensNothing() {
        var before = ingest.incidents();

        var resolved = ingest.post(PayloadFixture.group(group).resolved(a));
        var late = ingest.post(PayloadFixture.group(group).firing(a));

        assertThat(resolved.resolved()).isEqualTo(1);
        assertThat(late)
                .extracting(IngestResult::opened, IngestResult::duplicates)
                .containsExactly(0, 1);
        assertThat(ingest.incidents()).isEqualTo(before);
    }

    @Test
    void whatFiresAgainUnderItsOldStartLongAfterItsEndIsHeardAgain() {
        var incident = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        ingest.post(PayloadFixture.group(group).resolved(a));
        ingest.resolve(incident);
        ingest.clock.passes(Duration.ofMinutes(6));
        var again = ingest.post(PayloadFixture.group(group).firing(a));

        assertThat(again.opened()).isEqualTo(1);
        ingest.clock.passes(Duration.ofHours(4));
        assertThat(ingest.post(PayloadFixture.group(group).firing(a)).duplicates())
                .isEqualTo(1);
        assertThat(ingest.post(PayloadFixture.group(group).resolved(a)).resolved())
                .isEqualTo(1);
        assertThat(ingest.heard(new IncidentId(again.incidents().get(0)), "Cleared"))
                .isEqualTo(1);
        ingest.clock.passes(Duration.ofMinutes(6));
        assertThat(ingest.post(PayloadFixture.group(group).firing(a)).duplicates())
                .as("the third time")
                .isZero();
    }

    @Test
    void whatFiresAgainUnderItsOldStartWhileItsIncidentIsOpenJoinsItAndIsTold() {
        var incident = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        ingest.post(PayloadFixture.group(group).resolved(a));
        ingest.clock.passes(Duration.ofMinutes(6));

        var again = ingest.post(PayloadFixture.group(group).firing(a));

        assertThat(again.attached()).isEqualTo(1);
        assertThat(ingest.heard(incident, "FiredAgain")).isEqualTo(1);
        assertThat(ingest.alerts(incident)).extracting(ShownAlert::status).containsExactly("firing", "resolved");
    }

    @Test
    void whatWasReceivedInTimeAndAppliedLateOpensNothing() {
        var incident = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        var inTime = ingest.clock.instant();
        ingest.clock.passes(Duration.ofSeconds(1));
        ingest.post(PayloadFixture.group(group).resolved(a));
        ingest.resolve(incident);
        ingest.journal(
                List.of(ingest.payload("default", PayloadFixture.group(group).firing(a), inTime)));
        var before = ingest.incidents();

        ingest.clock.passes(Duration.ofHours(1));
        ingest.sweep();

        assertThat(ingest.count("select count(*) from alert_pending")).isZero();
        assertThat(ingest.incidents()).isEqualTo(before);
    }

    @Test
    @Tag("D27")
    void aRepeatOfAnAlertOfAResolvedIncidentOpensNothingButANewAlertDoes() {
        var incident = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        ingest.resolve(incident);

        assertThat(ingest.post(PayloadFixture.group(group).firing(a)).opened()).isZero();

        var again = ingest.post(PayloadFixture.group(group).firing(a, "2026-11-22T09:00:00Z"));
        assertThat(again.opened()).isEqualTo(1);
        assertThat(ingest.post(PayloadFixture.group(group).firing(b)).attached())
                .isEqualTo(1);
        assertThat(ingest.alerts(incident)).hasSize(1);
    }

    @Test
    void alertsOfAMergedIncidentGoWhereItWent() {
        var from = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        var into = incident(ingest.post(PayloadFixture.group(group + " into").firing(b)));
        ingest.merge(from, into);

        ingest.post(PayloadFixture.group(group + " into").resolved(b));
        assertThat(ingest.heard(into, "Cleared")).isZero();

        var more = ingest.post(PayloadFixture.group(group).firing(a + "x"));
        assertThat(more.incidents()).contains(into.value());
        ingest.post(PayloadFixture.group(group).resolved(a).resolved(a + "x"));
        assertThat(ingest.heard(into, "Cleared")).isEqualTo(1);
        assertThat(ingest.alerts(into)).hasSize(3);
    }

    @Test
    void aNewAlertOfAMergedIncidentJoinsTheOneItWasMergedInto() {
        var from = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        var middle =
                incident(ingest.post(PayloadFixture.group(group + " middle").firing(a + "m")));
        var into = incident(ingest.post(PayloadFixture.group(group + " into").firing(b)));
        ingest.merge(from, middle);
        ingest.merge(middle, into);

        var more = ingest.post(PayloadFixture.group(group).firing(a + "x"));

        assertThat(more)
                .extracting(IngestResult::opened, IngestResult::attached)
                .containsExactly(0, 1);
        assertThat(more.incidents()).containsExactly(into.value());
    }

    @Test
    @Tag("D5")
    void anAlertNotHeardOfIsMarkedStaleOnceAndNeverClosed() {
        var incident = incident(ingest.post(PayloadFixture.group(group).firing(a)));
        ingest.clock.passes(AlertIngestFixture.REPEAT.multipliedBy(2).plusMinutes(1));

        ingest.tidy();
        ingest.tidy();

        assertThat(ingest.alerts(incident).get(0).status()).isEqualTo("stale");
        assertThat(ingest.lines(incident))
                .filteredOn(line -> line.contains("not heard of"))
                .hasSize(1);
        assertThat(ingest.heard(incident, "Cleared")).isZero();

        ingest.post(PayloadFixture.group(group).firing(a));
        assertThat(ingest.alerts(incident).get(0).status()).isEqualTo("firing");
    }

    @Test
    @Tag("D6")
    void whatWasNotSentIsSaidOnce() {
        var incident =
                incident(ingest.post(PayloadFixture.group(group).firing(a).with("truncatedAlerts", 7)));
        ingest.post(PayloadFixture.group(group).firing(a).with("truncatedAlerts", 7));

        assertThat(ingest.lines(incident))
                .filteredOn(line -> line.startsWith("7 more not sent"))
                .hasSize(1);
    }

    @Test
    @Tag("D7")
    void tenThousandAlertsMakeOneIncidentAndTwoLines() {
        var payload = PayloadFixture.group(group);
        IntStream.range(0, 10_000)
                .forEach(n -> payload.firing(a + "-" + n).annotation("description", "x".repeat(1_500)));
        assertThat(payload.toBytes().length).isGreaterThan(18_000_000);

        var answer = ingest.post(payload);
        AlertEndpointTests.eventually(() -> assertThat(ingest.lines(newest())).hasSize(3));

        assertThat(answer.received()).isEqualTo(10_000);
        assertThat(ingest.alerts(newest())).hasSize(10_000);
        assertThat(ingest.lines(newest()).get(1))
                .startsWith("500 alerts firing: ")
                .endsWith("and 495 more");
        assertThat(ingest.lines(newest()).get(2)).isEqualTo("In the same payload: 9500 more firing, 0 more resolved");
    }

    private IncidentId newest() {
        return new IncidentId(ingest.jdbc()
                .sql("select max(id) from incident")
                .query(String.class)
                .single());
    }

    @Test
    @Tag("D11")
    void whatIsMissingFallsBackAndIsMarked() {
        var bare = PayloadFixture.group(group).with("status", null).firing(a);
        bare.where("status", null).where("labels", java.util.Map.of("job", "mosaic-postgres"));

        var incident = incident(ingest.post(bare));

        var alert = ingest.alerts(incident).get(0);
        assertThat(alert.incomplete()).isTrue();
        assertThat(alert.status()).isEqualTo("firing");
        assertThat(alert.severity()).isEqualTo("high");
        assertThat(alert.service()).isEqualTo("mosaic-postgres");
        assertThat(ingest.variable(incident, "alertSeverity")).isEqualTo("high");
        assertThat(ingest.lines(incident).get(1)).contains("(incomplete)");
    }

    @Test
    @Tag("D15")
    void aGroupUnderANewKeyJoinsTheIncidentThatItsAlertsBelongTo() {
        var first = ingest.post(PayloadFixture.group(group).firing(a));

        var known = ingest.post(PayloadFixture.group(group + " reloaded").firing(a));
        var more = ingest.post(
                PayloadFixture.group(group + " reloaded again").firing(a).firing(b));
        var later = ingest.post(PayloadFixture.group(group + " reloaded twice").firing(a, "2026-11-22T09:00:00Z"));

        assertThat(known.incidents()).isEqualTo(first.incidents());
        assertThat(more)
                .extracting(IngestResult::opened, IngestResult::attached)
                .containsExactly(0, 1);
        assertThat(more.incidents()).isEqualTo(first.incidents());
        assertThat(later.incidents()).isEqualTo(first.incidents());
    }

    @Test
    @Tag("D17")
    void datesOutOfThisWorldAreShownWithinItAndBreakNothing() {
        var incident = incident(ingest.post(PayloadFixture.group(group)
                .firing(a, "2099-01-01T00:00:00Z")
                .firing(b, "0001-01-01T00:00:00Z")
                .firing(b + "x", "+999999999-01-01T00:00:00Z")));

        var now = ingest.clock.instant();
        assertThat(ingest.alerts(incident))
                .hasSize(3)
                .allSatisfy(alert ->
                        assertThat(alert.startsAt()).isBetween(java.time.Instant.parse("2000-01-01T00:00:00Z"), now));

        ingest.post(PayloadFixture.group(group)
                .resolved(a, "2099-01-01T00:00:00Z")
                .resolved(b, "0001-01-01T00:00:00Z")
                .resolved(b + "x", "+999999999-01-01T00:00:00Z"));
        assertThat(ingest.heard(incident, "Cleared")).isEqualTo(1);
    }

    @Test
    void alertsWithoutAStartAreTheOnesThatFireNow() {
        var incident =
                incident(ingest.post(PayloadFixture.group(group).firing(a).where("startsAt", null)));
        assertThat(ingest.post(PayloadFixture.group(group).firing(a).where("startsAt", "soon"))
                        .duplicates())
                .isEqualTo(1);

        ingest.post(PayloadFixture.group(group).resolved(a).where("startsAt", null));
        assertThat(ingest.heard(incident, "Cleared")).isEqualTo(1);

        ingest.clock.passes(Duration.ofSeconds(1));
        ingest.post(PayloadFixture.group(group).firing(a).where("startsAt", null));
        assertThat(ingest.heard(incident, "FiredAgain")).isEqualTo(1);
    }

    @Test
    @Tag("D27")
    void anAlertWithoutAStartThatIsSentAfterItsIncidentWasClosedIsANewOne() {
        var first = incident(ingest.post(PayloadFixture.group(group).firing(a).where("startsAt", null)));
        ingest.resolve(first);
        ingest.clock.passes(Duration.ofSeconds(1));

        var again = ingest.post(PayloadFixture.group(group).firing(a).where("startsAt", null));
        assertThat(again.opened()).isEqualTo(1);
        assertThat(ingest.post(PayloadFixture.group(group).firing(a).where("startsAt", null))
                        .duplicates())
                .isEqualTo(1);

        ingest.post(PayloadFixture.group(group).resolved(a).where("startsAt", null));
        var second = again.incidents().stream()
                .map(IncidentId::new)
                .filter(id -> !id.equals(first))
                .findFirst()
                .orElseThrow();
        assertThat(ingest.heard(second, "Cleared")).isEqualTo(1);
    }

    @Test
    void aWorseAlertThatJoinsIsToldToTheProcess_itsRepeatsAndItsLikesAreNot() {
        var incident = incident(ingest.post(info(group, a)));
        ingest.judged(incident, "info");

        ingest.post(info(group, a).firing(b));
        assertThat(ingest.heard(incident, "Worsened")).isEqualTo(1);
        assertThat(ingest.variable(incident, "alertSeverity")).isEqualTo("critical");
        assertThat(ingest.variable(incident, "serviceTier")).isEqualTo("tier-1");

        ingest.post(info(group, a).firing(b));
        ingest.post(info(group, a).firing(b).firing(b + "like"));
        ingest.post(info(group, a + "less"));
        assertThat(ingest.heard(incident, "Worsened")).isEqualTo(1);
    }

    @Test
    void servicesThatAreDownAreCountedOverTheWholeGroup() {
        var incident = incident(ingest.post(down(PayloadFixture.group(group), "one")));
        ingest.judged(incident, "critical");

        ingest.post(down(down(PayloadFixture.group(group), "one"), "two"));

        assertThat(ingest.heard(incident, "Worsened")).isEqualTo(1);
        assertThat(ingest.variable(incident, "servicesDown")).isEqualTo(2);
    }

    @Test
    void aWorseAlertThatJoinsBeforeTheProcessStartsIsWhatItIsJudgedBy() throws Exception {
        var incident = incident(ingest.send("default", info(group, a)).get(30, TimeUnit.SECONDS));
        ingest.send("default", PayloadFixture.group(group).firing(b)).get(30, TimeUnit.SECONDS);

        ingest.startProcesses();

        assertThat(ingest.variable(incident, "alertSeverity")).isEqualTo("critical");
        assertThat(ingest.heard(incident, "Worsened")).isZero();
    }

    @Test
    void ofManyThatJoinAtOnceEachIncidentIsToldTheWorstOnce() {
        var incidents = IntStream.range(0, 20)
                .mapToObj(n -> incident(ingest.post(info(group + n, a + n))))
                .toList();
        incidents.forEach(incident -> ingest.judged(incident, "info"));

        var answers = IntStream.range(0, 60)
                .mapToObj(n -> ingest.send(
                        "default",
                        PayloadFixture.group(group + n % 20).firing(b + n).label("severity", "critical")))
                .toList();
        answers.forEach(CompletableFuture::join);

        assertThat(incidents).allSatisfy(incident -> {
            assertThat(ingest.heard(incident, "Worsened")).isEqualTo(1);
            assertThat(ingest.variable(incident, "alertSeverity")).isEqualTo("critical");
        });
    }

    private static PayloadFixture info(String group, String fingerprint) {
        return PayloadFixture.group(group).firing(fingerprint).label("severity", "info");
    }

    private static PayloadFixture down(PayloadFixture payload, String service) {
        return payload.firing(service + payload.fields.get("groupKey"))
                .label("symptom", "service-down")
                .label("service", service);
    }

    @Test
    void aWorseAlertNamesTheIncident() {
        var incident = incident(ingest.post(PayloadFixture.group(group)
                .firing(a)
                .label("severity", "warning")
                .annotation("summary", "slow")
                .firing(b)
                .label("severity", "critical")
                .annotation("summary", "dead")));

        assertThat(ingest.lines(incident).get(0)).isEqualTo("Alert raised: dead");
        assertThat(ingest.variable(incident, "alertSeverity")).isEqualTo("critical");
    }
}
