package dev.firebreak.alert;

import static dev.firebreak.alert.AlertIngestFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.noise.NoiseFixture;
import dev.firebreak.alert.pipeline.PipelineFixture;
import dev.firebreak.alert.replay.Replay;
import dev.firebreak.alert.replay.ReplayedPayload.Outcome;
import dev.firebreak.alert.replay.ReplayedPayload.ReplayedAlert;
import dev.firebreak.alert.silence.SilenceFixture;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Payloads of the journal, replayed into the rules in force now. {@link AlertsOnPostgresLabTests} runs it, too. */
@Tag("D42")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTests {

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
        SilenceFixture.run(ingest.context);
    }

    @AfterAll
    void closeFixture() {
        ingest.close();
    }

    @Test
    void aDryRunSaysWhatBecomesOfEachAlertAndWritesNothing() {
        var open = ingest.post(PayloadFixture.group("web").firing("a").label("alertname", "Down"));
        SilenceFixture.silence(ingest.context, Map.of("team", "data"), ingest.clock.instant(), Duration.ofHours(1));
        var kept = keep(
                PayloadFixture.group("new")
                        .firing("n")
                        .label("alertname", "New")
                        .label("service", "shop"),
                PayloadFixture.group("web").firing("b").label("alertname", "Slow"),
                PayloadFixture.group("data").firing("c").label("team", "data"),
                PayloadFixture.group("dog").firing("d").label("alertname", "Watchdog"),
                PayloadFixture.group("web").firing("a").label("alertname", "Down"),
                PayloadFixture.group("web").resolved("a").label("alertname", "Down"));
        var before = everything();

        var said = alerts(kept);

        assertThat(said)
                .extracting(ReplayedAlert::outcome, ReplayedAlert::incident)
                .containsExactly(
                        tuple(Outcome.OPENS, null),
                        tuple(Outcome.JOINS, incident(open).value()),
                        tuple(Outcome.HELD, null),
                        tuple(Outcome.IGNORED, null),
                        tuple(Outcome.KNOWN, incident(open).value()),
                        tuple(Outcome.ENDS, incident(open).value()));
        assertThat(said.get(0))
                .extracting(ReplayedAlert::name, ReplayedAlert::service)
                .containsExactly("New", "shop");
        assertThat(said.get(2).why()).isEqualTo("a silence holds it: an upgrade");
        assertThat(everything()).isEqualTo(before);
        assertThat(ingest.count("select count(*) from alert_heartbeat")).isZero();
    }

    @Test
    void theSecondOfTwoPayloadsSeesTheFirst() {
        var kept = keep(
                PayloadFixture.group("web").firing("a"),
                PayloadFixture.group("web").firing("b"),
                PayloadFixture.group("web").resolved("a"));

        assertThat(alerts(kept))
                .extracting(ReplayedAlert::outcome)
                .containsExactly(Outcome.OPENS, Outcome.JOINS, Outcome.ENDS);
        assertThat(ingest.incidents()).isZero();
    }

    @Test
    void theAlertsOfASourceWithGroupsOfItsOwnHaveAnOutcome() {
        var kept = ingest.payload(
                NoiseFixture.LABELLED,
                PayloadFixture.group("everything")
                        .firing("a")
                        .label("service", "gitea")
                        .firing("b")
                        .label("service", "plane"));
        ingest.journal(List.of(kept));

        assertThat(alerts(List.of(kept.id())))
                .extracting(ReplayedAlert::service, ReplayedAlert::outcome)
                .containsExactlyInAnyOrder(tuple("gitea", Outcome.OPENS), tuple("plane", Outcome.OPENS));
    }

    @Test
    void whatWasLostIsAppliedOnceAndInItsOrder() {
        ingest.post(PayloadFixture.group("web").firing("a"));
        ingest.clock.passes(Duration.ofSeconds(1));
        ingest.post(PayloadFixture.group("web").resolved("a"));
        var all = ids();
        forgetAlerts();

        assertThat(replay().forReal(List.of(all.get(1), all.get(0)), "ana")).isEqualTo(2);
        assertThat(replay().forReal(all, "ben")).as("they wait already").isZero();
        ingest.sweep();

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert where resolved_in is null"))
                .isZero();
        assertThat(ingest.jdbc()
                        .sql("select entry from audit_entry where entry like '%alerts.replayed%' order by number")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .satisfies(rows -> assertThat(rows.get(0))
                        .contains(
                                "\"actor\":\"ana\"",
                                "\"payloads\":\"2\"",
                                all.get(0).toString()));

        replay().forReal(all, "ana");
        ingest.sweep();
        assertThat(ingest.incidents()).as("what is known changes nothing").isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_pending")).isZero();
    }

    @Test
    void anotherNodeAppliesWhatTheFirstLeftBehind() {
        ingest.post(PayloadFixture.group("web").firing("a"));
        var all = ids();
        forgetAlerts();
        replay().forReal(all, "ana");

        var other = ingest.secondNode();
        try {
            other.clock.passes(Duration.ofSeconds(1));
            other.sweep();
            ingest.sweep();
        } finally {
            other.stop();
        }

        assertThat(ingest.incidents()).isEqualTo(1);
    }

    @Test
    void aPayloadThatCanNotBeReadSaysWhy() {
        var kept = keep(PayloadFixture.group("web").firing("a"));
        ingest.jdbc().sql("update alert_delivery set format = 'gone'").update();

        assertThat(replay().dryRun(kept, "ana"))
                .singleElement()
                .satisfies(payload -> assertThat(payload.error()).contains("no alert format is named \"gone\""));
    }

    @Test
    void whoIsNoMemberLearnsNothingOfASecurityIncident() {
        var open = ingest.post(PayloadFixture.group("web").firing("a").label("alertname", "Break-in"));
        ingest.get(IncidentMembers.class).restrict(incident(open));
        var kept = keep(
                PayloadFixture.group("web").firing("a").label("alertname", "Break-in"),
                PayloadFixture.group("web").firing("b").label("alertname", "Break-in"),
                PayloadFixture.group("new")
                        .firing("c")
                        .label("alertname", "Break-in")
                        .label("security_issue", "yes"));

        assertThat(alerts(kept)).hasSize(3).allSatisfy(alert -> {
            assertThat(alert.outcome()).isEqualTo(Outcome.WITHHELD);
            assertThat(alert.toString())
                    .doesNotContain("Break-in", incident(open).value());
        });
        ingest.get(IncidentMembers.class).add(incident(open), "ana", IncidentMembers.Part.ADDED);
        assertThat(alerts(kept.subList(0, 2)))
                .extracting(ReplayedAlert::outcome)
                .containsExactly(Outcome.KNOWN, Outcome.JOINS);
    }

    @Test
    void tooManyAndUnknownOnesAreRefusedByName() {
        var unknown = UUID.randomUUID();
        var many = Stream.generate(UUID::randomUUID).limit(101).toList();

        assertThatThrownBy(() -> replay().dryRun(List.of(unknown), "ana"))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining(unknown.toString());
        assertThatThrownBy(() -> replay().forReal(many, "ana"))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("ids");
        assertThatThrownBy(() -> replay().dryRun(List.of(), "ana")).isInstanceOf(FieldInvalid.class);
    }

    private Replay replay() {
        return ingest.get(Replay.class);
    }

    private List<ReplayedAlert> alerts(List<UUID> ids) {
        return replay().dryRun(ids, "ana").stream()
                .flatMap(payload -> payload.alerts().stream())
                .toList();
    }

    /** In the journal only, a second after the other each. */
    private List<UUID> keep(PayloadFixture... payloads) {
        var kept = Stream.of(payloads)
                .map(payload -> {
                    ingest.clock.passes(Duration.ofMillis(10));
                    return ingest.payload("default", payload);
                })
                .toList();
        ingest.journal(kept);
        return kept.stream().map(AlertPayload::id).toList();
    }

    private List<UUID> ids() {
        return ingest.jdbc()
                .sql("select id from alert_delivery order by received_at")
                .query(UUID.class)
                .list();
    }

    /** As if earlier rules had dropped them. */
    private void forgetAlerts() {
        for (var table : List.of(
                "alert_text",
                "alert",
                "alert_slot",
                "alert_clearance",
                "process_start",
                "judgement",
                "timeline_entry",
                "incident")) {
            ingest.jdbc().sql("delete from " + table).update();
        }
        PipelineFixture.forgetFirings(ingest.context);
    }

    private List<Integer> everything() {
        return Stream.of(
                        "alert",
                        "alert_text",
                        "alert_slot",
                        "incident",
                        "silenced_alert",
                        "timeline_entry",
                        "alert_pending")
                .map(table -> ingest.count("select count(*) from " + table))
                .toList();
    }

    private static Tuple tuple(Object... values) {
        return new Tuple(values);
    }
}
