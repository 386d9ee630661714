package dev.firebreak.alert;

import static dev.firebreak.alert.Hall.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of alerts (faults.md, 4). Each test has a group of its own; {@link IntakeLabTests} runs it on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeTests {

    private Hall hall;
    private int groups;
    private String group;
    private String a;
    private String b;

    Hall open() {
        return Hall.onH2();
    }

    @BeforeAll
    void openHall() {
        hall = open();
    }

    @AfterAll
    void closeHall() {
        hall.close();
    }

    @org.junit.jupiter.api.BeforeEach
    void newGroup() {
        group = "{}:{n=\"" + groups++ + "\"}";
        a = "a" + groups;
        b = "b" + groups;
    }

    @Test
    void aFiringAlertOpensAnIncidentAndStartsItsProcess() {
        var answer = hall.post(Payload.group(group).firing(a));

        assertThat(answer.received()).isEqualTo(1);
        assertThat(answer.opened()).isEqualTo(1);
        assertThat(hall.processOf(incident(answer))).isNotNull();
        assertThat(hall.lines(incident(answer)))
                .containsExactly(
                        "Alert raised: No connection left on mosaic-postgres",
                        "1 alert firing: PostgresConnectionsExhausted on mosaic-postgres");
    }

    @Test
    void decisionsSeeWhatAlertAndCatalogueSayAndNothingElse() {
        var incident = incident(hall.post(Payload.group(group)
                .firing(a)
                .label("life_safety", "TRUE")
                .label("data_risk", "perhaps")
                .label("services_down", "3")));

        assertThat(hall.variable(incident, "alertSeverity")).isEqualTo("critical");
        assertThat(hall.variable(incident, "usersAffected")).isEqualTo("all");
        assertThat(hall.variable(incident, "serviceTier")).isEqualTo("tier-1");
        assertThat(hall.variable(incident, "servicesDown")).isEqualTo(3L);
        assertThat(hall.variable(incident, "lifeSafety")).isEqualTo("yes");
        assertThat(hall.variable(incident, "dataRisk")).isEqualTo("unknown");
        assertThat(hall.variable(incident, "securityIssue")).isNull();
        assertThat(hall.variable(incident, "target")).isEqualTo("mosaic-postgres");
        assertThat(hall.variable(incident, "symptom")).isEqualTo("postgres-connections-exhausted");
    }

    @Test
    void everyAlertOfAGroupIsCountedOnceAndJoinsOneIncident() {
        var first = hall.post(Payload.group(group).firing(a).firing(a));
        var second = hall.post(Payload.group(group).firing(a).firing(b));

        assertThat(first)
                .extracting(Answer::opened, Answer::attached, Answer::duplicates)
                .containsExactly(1, 0, 1);
        assertThat(second)
                .extracting(Answer::opened, Answer::attached, Answer::duplicates)
                .containsExactly(0, 1, 1);
        assertThat(second.incidents()).isEqualTo(first.incidents());
    }

    @Test
    void D1_aRepeatMovesLastSeenAndNothingElse() {
        var incident = incident(hall.post(Payload.group(group).firing(a)));
        var lines = hall.lines(incident);
        var before = hall.alerts(incident).get(0);

        hall.clock.passes(Duration.ofMinutes(1));
        var again = hall.post(Payload.group(group).firing(a));

        var after = hall.alerts(incident).get(0);
        assertThat(again)
                .extracting(Answer::opened, Answer::attached, Answer::duplicates)
                .containsExactly(0, 0, 1);
        assertThat(again.incidents()).containsExactly(incident.value());
        assertThat(after.lastSeen()).isAfter(before.lastSeen().plusSeconds(59));
        assertThat(after.seen()).isEqualTo(2);
        assertThat(hall.lines(incident)).isEqualTo(lines);
    }

    @Test
    void D2_aFlappingGroupStaysOneIncidentAndEachChangeIsToldOnce() {
        var incident = incident(hall.post(Payload.group(group).firing(a)));
        for (var flap = 1; flap <= 3; flap++) {
            hall.post(Payload.group(group).resolved(a, at(flap - 1)));
            hall.post(Payload.group(group).resolved(a, at(flap - 1)));
            var again = hall.post(Payload.group(group).firing(a, at(flap)));
            assertThat(again.incidents()).containsExactly(incident.value());
            assertThat(again.opened()).isZero();
        }

        assertThat(hall.heard(incident, "Cleared")).isEqualTo(3);
        assertThat(hall.heard(incident, "FiredAgain")).isEqualTo(3);

        hall.post(Payload.group(group).resolved(a, at(3)));
        hall.post(Payload.group(group).firing(b).resolved(b));
        assertThat(hall.heard(incident, "Cleared"))
                .as("what came and went within one message changes nothing")
                .isEqualTo(4);
    }

    private static String at(int flap) {
        return flap == 0 ? Payload.START : "2026-11-22T08:0" + flap + ":00Z";
    }

    @Test
    void clearedIsToldWhenTheLastAlertOfAllGroupsIsResolved() {
        var other = group + " other";
        var incident = incident(hall.post(Payload.group(group).firing(a)));
        hall.post(Payload.group(other).firing(a).firing(b));

        hall.post(Payload.group(group).resolved(a));
        assertThat(hall.heard(incident, "Cleared")).isZero();

        hall.post(Payload.group(other).resolved(b));
        assertThat(hall.heard(incident, "Cleared")).isEqualTo(1);
        assertThat(hall.lines(incident)).contains("1 alert resolved: PostgresConnectionsExhausted on mosaic-postgres");
    }

    @Test
    void D3_resolvedBeforeFiringOpensNothing() {
        var before = hall.incidents();

        var resolved = hall.post(Payload.group(group).resolved(a));
        var late = hall.post(Payload.group(group).firing(a));

        assertThat(resolved.resolved()).isEqualTo(1);
        assertThat(late).extracting(Answer::opened, Answer::duplicates).containsExactly(0, 1);
        assertThat(hall.incidents()).isEqualTo(before);
    }

    @Test
    void whatFiresAgainUnderItsOldStartLongAfterItsEndIsHeardAgain() {
        var incident = incident(hall.post(Payload.group(group).firing(a)));
        hall.post(Payload.group(group).resolved(a));
        hall.resolve(incident);
        hall.clock.passes(Duration.ofMinutes(4));
        assertThat(hall.post(Payload.group(group).firing(a)).opened()).isZero();

        hall.clock.passes(Duration.ofMinutes(2));
        var again = hall.post(Payload.group(group).firing(a));

        assertThat(again.opened()).isEqualTo(1);
        hall.clock.passes(Duration.ofHours(4));
        assertThat(hall.post(Payload.group(group).firing(a)).duplicates()).isEqualTo(1);
        assertThat(hall.post(Payload.group(group).resolved(a)).resolved()).isEqualTo(1);
        assertThat(hall.heard(new IncidentId(again.incidents().get(0)), "Cleared"))
                .isEqualTo(1);
        assertThat(hall.post(Payload.group(group).firing(a)).duplicates())
                .as("late, of the second time")
                .isEqualTo(1);
        hall.clock.passes(Duration.ofMinutes(6));
        assertThat(hall.post(Payload.group(group).firing(a)).duplicates())
                .as("the third time")
                .isZero();
    }

    @Test
    void whatFiresAgainUnderItsOldStartWhileItsIncidentIsOpenJoinsItAndIsTold() {
        var incident = incident(hall.post(Payload.group(group).firing(a)));
        hall.post(Payload.group(group).resolved(a));
        hall.clock.passes(Duration.ofMinutes(6));

        var again = hall.post(Payload.group(group).firing(a));

        assertThat(again.attached()).isEqualTo(1);
        assertThat(hall.heard(incident, "FiredAgain")).isEqualTo(1);
        assertThat(hall.alerts(incident)).extracting(ShownAlert::status).containsExactly("firing", "resolved");
    }

    @Test
    void whatWasReceivedInTimeAndAppliedLateOpensNothing() {
        var incident = incident(hall.post(Payload.group(group).firing(a)));
        hall.post(Payload.group(group).resolved(a));
        hall.resolve(incident);
        var late = hall.delivery("default", Payload.group(group).firing(a));
        new TransactionTemplate(hall.get(PlatformTransactionManager.class))
                .executeWithoutResult(status -> hall.get(Journal.class).write(List.of(late)));
        var before = hall.incidents();

        hall.clock.passes(Duration.ofHours(1));
        hall.get(Sweeper.class).sweep();

        assertThat(hall.count("select count(*) from alert_pending")).isZero();
        assertThat(hall.incidents()).isEqualTo(before);
    }

    @Test
    void aRepeatOfAnAlertOfAResolvedIncidentOpensNothingButANewAlertDoes() {
        var incident = incident(hall.post(Payload.group(group).firing(a)));
        hall.resolve(incident);

        assertThat(hall.post(Payload.group(group).firing(a)).opened()).isZero();

        var again = hall.post(Payload.group(group).firing(a, "2026-11-22T09:00:00Z"));
        assertThat(again.opened()).isEqualTo(1);
        assertThat(hall.post(Payload.group(group).firing(b)).attached()).isEqualTo(1);
        assertThat(hall.alerts(incident)).hasSize(1);
    }

    @Test
    void alertsOfAMergedIncidentGoWhereItWent() {
        var from = incident(hall.post(Payload.group(group).firing(a)));
        var into = incident(hall.post(Payload.group(group + " into").firing(b)));
        hall.merge(from, into);

        hall.post(Payload.group(group + " into").resolved(b));
        assertThat(hall.heard(into, "Cleared")).isZero();

        var more = hall.post(Payload.group(group).firing(a + "x"));
        assertThat(more.incidents()).contains(into.value());
        hall.post(Payload.group(group).resolved(a).resolved(a + "x"));
        assertThat(hall.heard(into, "Cleared")).isEqualTo(1);
        assertThat(hall.alerts(into)).hasSize(3);
    }

    @Test
    void aNewAlertOfAMergedIncidentJoinsTheOneItWasMergedInto() {
        var from = incident(hall.post(Payload.group(group).firing(a)));
        var middle = incident(hall.post(Payload.group(group + " middle").firing(a + "m")));
        var into = incident(hall.post(Payload.group(group + " into").firing(b)));
        hall.merge(from, middle);
        hall.merge(middle, into);

        var more = hall.post(Payload.group(group).firing(a + "x"));

        assertThat(more).extracting(Answer::opened, Answer::attached).containsExactly(0, 1);
        assertThat(more.incidents()).containsExactly(into.value());
    }

    @Test
    void D5_anAlertNotHeardOfIsMarkedStaleOnceAndNeverClosed() {
        var incident = incident(hall.post(Payload.group(group).firing(a)));
        hall.clock.passes(Hall.REPEAT.multipliedBy(2).plusMinutes(1));

        hall.get(Sweeper.class).tidy();
        hall.get(Sweeper.class).tidy();

        assertThat(hall.alerts(incident).get(0).status()).isEqualTo("stale");
        assertThat(hall.lines(incident))
                .filteredOn(line -> line.contains("not heard of"))
                .hasSize(1);
        assertThat(hall.heard(incident, "Cleared")).isZero();

        hall.post(Payload.group(group).firing(a));
        assertThat(hall.alerts(incident).get(0).status()).isEqualTo("firing");
    }

    @Test
    void D6_whatWasNotSentIsSaidOnce() {
        var incident = incident(hall.post(Payload.group(group).firing(a).with("truncatedAlerts", 7)));
        hall.post(Payload.group(group).firing(a).with("truncatedAlerts", 7));

        assertThat(hall.lines(incident))
                .filteredOn(line -> line.startsWith("7 more not sent"))
                .hasSize(1);
    }

    @Test
    void D7_tenThousandAlertsMakeOneIncidentAndOneLine() {
        var payload = Payload.group(group);
        IntStream.range(0, 10_000)
                .forEach(n -> payload.firing(a + "-" + n).annotation("description", "x".repeat(1_500)));
        assertThat(payload.toBytes().length).isGreaterThan(18_000_000);

        var answer = hall.post(payload);

        assertThat(answer.opened()).isEqualTo(1);
        assertThat(answer.attached()).isEqualTo(9_999);
        assertThat(hall.alerts(incident(answer))).hasSize(10_000);
        assertThat(hall.lines(incident(answer))).hasSize(2);
        assertThat(hall.lines(incident(answer)).get(1))
                .startsWith("10000 alerts firing: ")
                .endsWith("and 9995 more");
    }

    @Test
    void D11_whatIsMissingFallsBackAndIsMarked() {
        var bare = Payload.group(group).with("status", null).firing(a);
        bare.where("status", null).where("labels", java.util.Map.of("job", "mosaic-postgres"));

        var incident = incident(hall.post(bare));

        var alert = hall.alerts(incident).get(0);
        assertThat(alert.incomplete()).isTrue();
        assertThat(alert.status()).isEqualTo("firing");
        assertThat(alert.severity()).isEqualTo("high");
        assertThat(alert.service()).isEqualTo("mosaic-postgres");
        assertThat(hall.variable(incident, "alertSeverity")).isEqualTo("high");
        assertThat(hall.lines(incident).get(1)).contains("(incomplete)");
    }

    @Test
    void D15_aGroupUnderANewKeyJoinsTheIncidentThatItsAlertsBelongTo() {
        var first = hall.post(Payload.group(group).firing(a));

        var known = hall.post(Payload.group(group + " reloaded").firing(a));
        var more = hall.post(Payload.group(group + " reloaded again").firing(a).firing(b));
        var later = hall.post(Payload.group(group + " reloaded twice").firing(a, "2026-11-22T09:00:00Z"));

        assertThat(known.incidents()).isEqualTo(first.incidents());
        assertThat(more).extracting(Answer::opened, Answer::attached).containsExactly(0, 1);
        assertThat(more.incidents()).isEqualTo(first.incidents());
        assertThat(later.incidents()).isEqualTo(first.incidents());
    }

    @Test
    void D17_datesOutOfThisWorldAreShownWithinItAndBreakNothing() {
        var incident = incident(hall.post(Payload.group(group)
                .firing(a, "2099-01-01T00:00:00Z")
                .firing(b, "0001-01-01T00:00:00Z")
                .firing(b + "x", "+999999999-01-01T00:00:00Z")));

        var now = hall.clock.instant();
        assertThat(hall.alerts(incident))
                .hasSize(3)
                .allSatisfy(alert ->
                        assertThat(alert.startsAt()).isBetween(java.time.Instant.parse("2000-01-01T00:00:00Z"), now));

        hall.post(Payload.group(group)
                .resolved(a, "2099-01-01T00:00:00Z")
                .resolved(b, "0001-01-01T00:00:00Z")
                .resolved(b + "x", "+999999999-01-01T00:00:00Z"));
        assertThat(hall.heard(incident, "Cleared")).isEqualTo(1);
    }

    @Test
    void alertsWithoutAStartAreTheOnesThatFireNow() {
        var incident = incident(hall.post(Payload.group(group).firing(a).where("startsAt", null)));
        assertThat(hall.post(Payload.group(group).firing(a).where("startsAt", "soon"))
                        .duplicates())
                .isEqualTo(1);

        hall.post(Payload.group(group).resolved(a).where("startsAt", null));
        assertThat(hall.heard(incident, "Cleared")).isEqualTo(1);

        hall.clock.passes(Duration.ofSeconds(1));
        hall.post(Payload.group(group).firing(a).where("startsAt", null));
        assertThat(hall.heard(incident, "FiredAgain")).isEqualTo(1);
    }

    @Test
    void aWorseAlertThatJoinsIsToldToTheProcess_itsRepeatsAndItsLikesAreNot() {
        var incident = incident(hall.post(info(group, a)));
        hall.judged(incident, "info");

        hall.post(info(group, a).firing(b));
        assertThat(hall.heard(incident, "Worsened")).isEqualTo(1);
        assertThat(hall.variable(incident, "alertSeverity")).isEqualTo("critical");
        assertThat(hall.variable(incident, "serviceTier")).isEqualTo("tier-1");

        hall.post(info(group, a).firing(b));
        hall.post(info(group, a).firing(b).firing(b + "like"));
        hall.post(info(group, a + "less"));
        assertThat(hall.heard(incident, "Worsened")).isEqualTo(1);
    }

    @Test
    void servicesThatAreDownAreCountedOverTheWholeGroup() {
        var incident = incident(hall.post(down(Payload.group(group), "one")));
        hall.judged(incident, "critical");

        hall.post(down(down(Payload.group(group), "one"), "two"));

        assertThat(hall.heard(incident, "Worsened")).isEqualTo(1);
        assertThat(hall.variable(incident, "servicesDown")).isEqualTo(2);
    }

    @Test
    void aWorseAlertThatJoinsBeforeTheProcessStartsIsWhatItIsJudgedBy() throws Exception {
        var incident = incident(hall.send("default", info(group, a)).get(30, TimeUnit.SECONDS));
        hall.send("default", Payload.group(group).firing(b)).get(30, TimeUnit.SECONDS);

        hall.startProcesses();

        assertThat(hall.variable(incident, "alertSeverity")).isEqualTo("critical");
        assertThat(hall.heard(incident, "Worsened")).isZero();
    }

    @Test
    void ofManyThatJoinAtOnceEachIncidentIsToldTheWorstOnce() {
        var incidents = IntStream.range(0, 20)
                .mapToObj(n -> incident(hall.post(info(group + n, a + n))))
                .toList();
        incidents.forEach(incident -> hall.judged(incident, "info"));

        var answers = IntStream.range(0, 60)
                .mapToObj(n -> hall.send(
                        "default", Payload.group(group + n % 20).firing(b + n).label("severity", "critical")))
                .toList();
        answers.forEach(CompletableFuture::join);

        assertThat(incidents).allSatisfy(incident -> {
            assertThat(hall.heard(incident, "Worsened")).isEqualTo(1);
            assertThat(hall.variable(incident, "alertSeverity")).isEqualTo("critical");
        });
    }

    private static Payload info(String group, String fingerprint) {
        return Payload.group(group).firing(fingerprint).label("severity", "info");
    }

    private static Payload down(Payload payload, String service) {
        return payload.firing(service + payload.fields.get("groupKey"))
                .label("symptom", "service-down")
                .label("service", service);
    }

    @Test
    void aWorseAlertNamesTheIncident() {
        var incident = incident(hall.post(Payload.group(group)
                .firing(a)
                .label("severity", "warning")
                .annotation("summary", "slow")
                .firing(b)
                .label("severity", "critical")
                .annotation("summary", "dead")));

        assertThat(hall.lines(incident).get(0)).isEqualTo("Alert raised: dead");
        assertThat(hall.variable(incident, "alertSeverity")).isEqualTo("critical");
    }
}
