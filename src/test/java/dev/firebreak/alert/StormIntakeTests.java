package dev.firebreak.alert;

import static dev.firebreak.alert.AlertIngestFixture.incident;
import static dev.firebreak.alert.noise.NoiseFixture.LABELLED;
import static dev.firebreak.alert.noise.NoiseFixture.LIMIT;
import static dev.firebreak.alert.noise.NoiseFixture.STORMY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.attached.AttachedGroup;
import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.alert.split.SplitFixture;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The storm guard at the intake of alerts. {@link AlertsOnPostgresLabTests} runs it on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StormIntakeTests {

    private AlertIngestFixture ingest;

    AlertIngestFixture open() {
        return AlertIngestFixture.onH2();
    }

    @BeforeAll
    void openFixture() {
        ingest = open();
    }

    @AfterEach
    void cleanFixture() {
        ingest.clean();
    }

    @AfterAll
    void closeFixture() {
        ingest.close();
    }

    @Test
    @Tag("D28")
    void beyondTheLimitGroupsComeIntoOneStormIncident_andEachHasARowThatSaysWhy() {
        fire(LIMIT);
        assertThat(ingest.count("select count(*) from attached_group")).isZero();

        var storm = incident(ingest.post(STORMY, group(LIMIT)));
        fire(LIMIT + 4);

        assertThat(ingest.incidents()).isEqualTo(LIMIT + 1);
        assertThat(ingest.count("select count(*) from incident where title = 'Alert storm of stormy'"))
                .isEqualTo(1);
        assertThat(groups(storm))
                .extracting(AttachedGroup::service, AttachedGroup::firing, AttachedGroup::reason)
                .containsExactly(row("service-0", 1), row("service-1", 1), row("service-2", 1), row("service-2", 1));
        assertThat(ingest.alerts(storm)).hasSize(4);
        assertThat(ingest.lines(storm)).contains("Come into this storm incident: 1 group");
        assertThat(ingest.post("other", group(LIMIT + 9)).opened())
                .as("another source has its own rate")
                .isEqualTo(1);
    }

    private static org.assertj.core.groups.Tuple row(String service, int firing) {
        return org.assertj.core.groups.Tuple.tuple(
                service, firing, "Alert storm: stormy opens more than " + LIMIT + " incidents a minute");
    }

    @Test
    @Tag("D28")
    void ofAThousandGroupsAtOnceNoAlertIsLost() {
        var answers = atOnce(ingest, 0, 1_000);

        assertThat(ingest.incidents()).isEqualTo(LIMIT + 1);
        assertThat(ingest.count("select count(*) from alert where incident_id is null"))
                .isZero();
        assertThat(ingest.count("select count(distinct group_hash) from attached_group"))
                .isEqualTo(1_000 - LIMIT);
        assertThat(answers).allMatch(answer -> answer.incidents().size() == 1);
        assertThat(ingest.lines(stormIncident()))
                .as("one line per batch and event, not per group")
                .hasSizeLessThan(40);
    }

    @Test
    @Tag("D28")
    void withoutALimitEachGroupOpensItsOwn() {
        var posts = IntStream.range(0, 500)
                .mapToObj(n -> ingest.send("unlimited", many(n, 10)))
                .toList();
        posts.forEach(CompletableFuture::join);

        assertThat(ingest.incidents()).isEqualTo(500);
        assertThat(ingest.count("select count(*) from alert")).isEqualTo(5_000);
    }

    @Test
    @Tag("chaos")
    void fiftyThousandAlertsInFiveHundredGroupsOpenFiveHundred() {
        var posts = IntStream.range(0, 500)
                .mapToObj(n -> ingest.send("unlimited", many(n, 100)))
                .toList();
        posts.forEach(CompletableFuture::join);

        assertThat(ingest.incidents()).isEqualTo(500);
        assertThat(ingest.count("select count(*) from alert")).isEqualTo(50_000);
    }

    @Test
    @Tag("D28")
    void whatMayBeP1OpensItsOwnAlways() {
        var storm = storm();

        var critical = ingest.post(STORMY, group(50).label("severity", "critical"));
        var danger = ingest.post(STORMY, group(51).label("life_safety", "yes"));
        var security = ingest.post(STORMY, group(52).label("security_issue", "yes"));

        assertThat(List.of(critical, danger, security)).allMatch(answer -> answer.opened() == 1);
        assertThat(ingest.incidents()).isEqualTo(LIMIT + 4);
        assertThat(groups(storm)).hasSize(1);
    }

    @Test
    @Tag("D28")
    void aGroupInTheStormLeavesItWithItsAlertsWhenItMayBeP1() {
        var storm = storm();

        var answer = ingest.post(
                STORMY,
                group(LIMIT).firing("worse").label("service", "service-2").label("severity", "critical"));

        assertThat(answer.opened()).isEqualTo(1);
        var own =
                ingest.count("select count(*) from alert where fingerprint in ('worse', 'alert-5') and incident_id <> '"
                        + storm + "'");
        assertThat(own).isEqualTo(2);
        assertThat(groups(storm)).singleElement().satisfies(group -> {
            assertThat(group.leftTo()).isNotNull();
            assertThat(group.leftReason()).isEqualTo("its alerts are worse now");
        });
        assertThat(ingest.heard(storm, "Cleared")).as("nothing is left in it").isEqualTo(1);
        assertThat(ingest.post(STORMY, group(LIMIT).firing("later")).incidents())
                .as("what comes later goes with it")
                .doesNotContain(storm.value());
    }

    @Test
    @Tag("D28")
    void theEndOfAlertsIsTrackedByGroup_andTheLastOneClearsTheStorm() {
        var storm = storm();
        fire(LIMIT + 2);

        ingest.post(STORMY, resolved(LIMIT));

        assertThat(groups(storm)).extracting(AttachedGroup::firing).containsExactlyInAnyOrder(0, 1);
        assertThat(ingest.heard(storm, "Cleared")).isZero();

        ingest.post(STORMY, resolved(LIMIT + 1));

        assertThat(groups(storm)).extracting(AttachedGroup::firing).containsOnly(0);
        assertThat(ingest.heard(storm, "Cleared")).isEqualTo(1);
    }

    @Test
    @Tag("D28")
    void aStormEndsAfterFiveMinutesAtLessThanHalfTheLimit() {
        var storm = storm();
        var comes = 100;
        for (var minute = 1; minute <= 6; minute++) {
            ingest.clock.passes(Duration.ofMinutes(1));
            for (var n = 0; n < 4; n++) {
                assertThat(ingest.post(STORMY, group(comes++)).opened())
                        .as("four a minute are more than half of five")
                        .isZero();
            }
            ingest.tidy();
        }
        assertThat(ingest.lines(storm)).noneMatch(line -> line.contains("is over"));

        ingest.clock.passes(Duration.ofMinutes(5));
        ingest.tidy();
        ingest.tidy();

        assertThat(ingest.lines(storm))
                .filteredOn(line -> line.contains("is over"))
                .hasSize(1);
        assertThat(ingest.post(STORMY, group(comes)).opened()).isEqualTo(1);
        assertThat(ingest.post(STORMY, group(101).firing("late").label("severity", "warning"))
                        .incidents())
                .as("what came into it stays there")
                .containsExactly(storm.value());
    }

    @Test
    @Tag("D28")
    void whereTheSweeperHasNotRunTheNextGroupEndsTheStorm() {
        storm();

        ingest.clock.passes(Duration.ofMinutes(5));

        assertThat(ingest.post(STORMY, group(60)).opened()).isEqualTo(1);
    }

    @Test
    @Tag("D28")
    void afterPeopleEndTheStormIncidentAnotherOneOpensWhenItGoesOn() {
        var storm = storm();
        ingest.resolve(storm);

        fire(2 * LIMIT + 3);

        assertThat(ingest.count("select count(*) from incident where title = 'Alert storm of stormy'"))
                .isEqualTo(2);
        assertThat(stormIncident()).isNotEqualTo(storm);
    }

    @Test
    @Tag("D28")
    void aStormIncidentThatOnlyMembersSeeTakesNoMore_anotherOneOpens() {
        var storm = storm();
        ingest.get(IncidentMembers.class).restrict(storm);

        var answer = ingest.post(STORMY, group(80));

        assertThat(answer.incidents()).doesNotContain(storm.value());
        assertThat(stormIncident()).isNotEqualTo(storm);
        assertThat(ingest.lines(storm)).anyMatch(line -> line.contains("is over"));
    }

    @Test
    @Tag("D28")
    void groupsFollowTheirStormIncidentIntoTheOneThatItIsMergedInto() {
        var storm = storm();
        var other = incident(ingest.post("other", group(70)));
        ingest.merge(storm, other);

        var answer = ingest.post(STORMY, group(71));

        assertThat(answer.incidents()).containsExactly(other.value());
        assertThat(groups(other)).hasSize(2);
    }

    @Test
    @Tag("D28")
    void twoNodesCountTogether_andANodeThatStartsGoesOnWithTheStorm() {
        var other = ingest.secondNode();
        var mine = CompletableFuture.supplyAsync(() -> atOnce(ingest, 0, 60));
        var its = CompletableFuture.supplyAsync(() -> atOnce(other, 60, 120));
        mine.join();
        its.join();
        other.stop();

        assertThat(ingest.incidents()).isEqualTo(LIMIT + 1);
        assertThat(ingest.count("select count(*) from attached_group")).isEqualTo(120 - LIMIT);
    }

    @Test
    @Tag("D28")
    void aCommanderTakesAServiceOut_andItsAlertsGoWithIt() {
        var storm = storm();
        fire(LIMIT + 6);

        var own = SplitFixture.service(ingest.context, storm, "service-2");
        ingest.startProcesses();

        assertThat(ingest.alerts(own)).hasSize(2);
        assertThat(ingest.alerts(storm)).hasSize(4);
        assertThat(groups(storm))
                .filteredOn(group -> !group.isThere())
                .hasSize(2)
                .allSatisfy(group -> {
                    assertThat(group.leftTo()).isEqualTo(own);
                    assertThat(group.leftBy()).isEqualTo("carla");
                    assertThat(group.leftReason()).isEqualTo("it has a cause of its own");
                });
        assertThat(ingest.lines(own))
                .contains("2 groups of service-2 split off from " + storm + ": it has a cause of its own");
        assertThat(ingest.lines(storm))
                .contains("2 groups of service-2 split off into " + own + ": it has a cause of its own");
        assertThat(ingest.post(STORMY, group(LIMIT).firing("later")).incidents())
                .as("what comes later")
                .containsExactly(own.value());
        assertThat(ingest.count("select count(*) from incident where id = '" + own + "' and service = 'service-2'"))
                .isEqualTo(1);
    }

    @Test
    void aCommanderTakesOneGroupOut_andTheLastOneClearsTheStorm() {
        var storm = storm();

        SplitFixture.groups(ingest.context, storm, groups(storm).get(0).id());

        assertThat(groups(storm)).noneMatch(AttachedGroup::isThere);
        assertThat(ingest.heard(storm, "Cleared")).isEqualTo(1);
    }

    @Test
    void whatIsNotThereOrFiresNoMoreCantBeTakenOut() {
        var storm = storm();

        assertThatThrownBy(() -> SplitFixture.service(ingest.context, storm, "service-9"))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("nothing of this name");
        assertThatThrownBy(() -> SplitFixture.groups(ingest.context, storm))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("name groups, or a service");
        ingest.post(STORMY, resolved(LIMIT));
        assertThatThrownBy(() -> SplitFixture.service(ingest.context, storm, "service-2"))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("none of their alerts fires");
    }

    @Test
    @Tag("D28")
    void whoWorksOnOneAlertOfAStormAtTheSenderDoesNotWorkOnTheStorm() {
        var storm = storm();

        var known = AlertNotification.acknowledged("group-" + LIMIT, "alert-" + LIMIT);
        ingest.get(IngestQueue.class)
                .take(new AlertPayload(
                        UUID.randomUUID(),
                        new AlertSource(STORMY, "high"),
                        "alertmanager",
                        ingest.clock.instant(),
                        new byte[0],
                        0,
                        known))
                .join();

        assertThat(ingest.lines(storm))
                .contains("One of its alerts was acknowledged at its sender; people are paged all the same");
        assertThat(ingest.count("select count(*) from incident where acknowledged_by is not null"))
                .isZero();
    }

    @Test
    @Tag("D32")
    void aSourceMayGroupByLabels_whateverItsPayloadsSay() {
        var payload = PayloadFixture.group("everything")
                .with("truncatedAlerts", 2)
                .firing("a")
                .label("service", "gitea")
                .firing("b")
                .label("service", "plane")
                .firing("c")
                .label("service", "gitea")
                .firing("d")
                .label("service", null)
                .label("instance", null)
                .firing("w")
                .label("alertname", "Watchdog");

        var first = ingest.post(LABELLED, payload);
        var again = ingest.post(LABELLED, payload);

        assertThat(first)
                .extracting(
                        IngestResult::received, IngestResult::opened, IngestResult::attached, IngestResult::suppressed)
                .containsExactly(5, 3, 1, 1);
        assertThat(first.incidents()).hasSize(3);
        assertThat(again.duplicates()).isEqualTo(4);
        assertThat(ingest.count("select max(n) from (select count(*) as n from alert group by incident_id) counted"))
                .isEqualTo(2);
        assertThat(ingest.count("select sum(truncated) from alert_slot")).isEqualTo(2);
        assertThat(ingest.count("select count(*) from alert_delivery")).isEqualTo(2);
    }

    @Test
    @Tag("D32")
    void aLabelThatLooksLikeTwoIsOneGroupOfItsOwn() {
        ingest.post(
                LABELLED,
                PayloadFixture.group("g")
                        .firing("a")
                        .label("alertname", "A\", service=\"B")
                        .label("service", "C"));
        ingest.post(
                LABELLED,
                PayloadFixture.group("g").firing("b").label("alertname", "A").label("service", "B\", service=\"C"));

        assertThat(ingest.incidents()).isEqualTo(2);
    }

    @Test
    @Tag("D32")
    void alertsOfOneGroupMeetInOneIncidentFromSeveralPayloads() {
        var first = ingest.post(LABELLED, PayloadFixture.group("node-1").firing("a"));
        var second = ingest.post(LABELLED, PayloadFixture.group("node-2").firing("b"));

        assertThat(second.incidents()).isEqualTo(first.incidents());
        ingest.post(LABELLED, PayloadFixture.group("node-1").resolved("a"));
        assertThat(ingest.heard(incident(first), "Cleared")).isZero();
        ingest.post(LABELLED, PayloadFixture.group("node-2").resolved("b"));
        assertThat(ingest.heard(incident(first), "Cleared")).isEqualTo(1);
    }

    /** A storm with one group, of service-2. */
    private IncidentId storm() {
        fire(LIMIT + 1);
        return stormIncident();
    }

    private IncidentId stormIncident() {
        return new IncidentId(ingest.jdbc()
                .sql("select incident_id from alert_storm where source = ?")
                .param(STORMY)
                .query(String.class)
                .single());
    }

    private List<AttachedGroup> groups(IncidentId incident) {
        return ingest.get(AttachedGroups.class).of(incident);
    }

    private void fire(int groups) {
        IntStream.range(0, groups).forEach(n -> ingest.post(STORMY, group(n)));
    }

    private static List<IngestResult> atOnce(AlertIngestFixture node, int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> node.send(STORMY, group(n))).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static PayloadFixture group(int n) {
        return described(PayloadFixture.group("group-" + n).firing("alert-" + n), n);
    }

    private static PayloadFixture resolved(int n) {
        return described(PayloadFixture.group("group-" + n).resolved("alert-" + n), n);
    }

    private static PayloadFixture described(PayloadFixture payload, int n) {
        return payload.label("alertname", "Slow" + n)
                .label("service", "service-" + n % 3)
                .label("severity", "warning");
    }

    private static PayloadFixture many(int group, int alerts) {
        var payload = PayloadFixture.group("many-" + group);
        Stream.iterate(0, n -> n + 1)
                .limit(alerts)
                .forEach(n -> payload.firing("many-" + group + "-" + n).label("severity", "warning"));
        return payload;
    }
}
