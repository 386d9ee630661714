package dev.firebreak.alert;

import static dev.firebreak.alert.AlertIngestFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.silence.Silence;
import dev.firebreak.alert.silence.SilenceFixture;
import dev.firebreak.alert.silence.SilenceRelease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Silences at the intake of alerts. {@link AlertsOnPostgresLabTests} runs it on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilencedIntakeTests {

    private static final Duration HOUR = Duration.ofHours(1);

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
    void whatIsSilencedOpensNothingAndIsKnown() {
        silence(Map.of("team", "web"));

        var first = ingest.post(web("a"));
        var again = ingest.post(web("a"));

        assertThat(first)
                .extracting(IngestResult::opened, IngestResult::suppressed, IngestResult::duplicates)
                .containsExactly(0, 1, 0);
        assertThat(again)
                .extracting(IngestResult::opened, IngestResult::suppressed, IngestResult::duplicates)
                .containsExactly(0, 0, 1);
        assertThat(ingest.incidents()).isZero();
        assertThat(ingest.count("select seen from alert")).isEqualTo(2);
        assertThat(ingest.count("select count(*) from silenced_alert")).isEqualTo(1);
    }

    @Test
    void whatFiresWhenTheSilenceEndsOpensItsIncidentOnce() {
        silence(Map.of("team", "web"));
        ingest.post(web("a"));
        ingest.post(web("b"));
        ingest.post(PayloadFixture.group("web").resolved("b").label("team", "web"));

        ingest.clock.passes(HOUR.minusSeconds(1));
        endOfSilences();
        assertThat(ingest.incidents()).isZero();
        ingest.clock.passes(Duration.ofSeconds(1));
        endOfSilences();
        endOfSilences();

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from process_start")).isEqualTo(1);
        assertThat(ingest.count("select count(*) from silenced_alert")).isZero();
        var known = ingest.post(web("a"));
        assertThat(known.duplicates()).isEqualTo(1);
        assertThat(ingest.alerts(incident(known))).hasSize(1);
    }

    @Test
    void aPersonEndsASilenceEarly() {
        var silence = silence(Map.of("team", "web"));
        ingest.post(web("a"));

        SilenceFixture.end(ingest.context, silence);
        SilenceFixture.end(ingest.context, silence);
        endOfSilences();

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from audit_entry where entry like '%" + silence.id() + "%'"))
                .as("created, and ended once")
                .isEqualTo(2);
    }

    @Test
    void onlyTheAlertsThatMatchAreHeld() {
        silence(Map.of("team", "web"));

        var mixed = ingest.post(PayloadFixture.group("mixed")
                .firing("a")
                .label("team", "web")
                .firing("b")
                .label("team", "data"));

        assertThat(mixed)
                .extracting(IngestResult::opened, IngestResult::suppressed)
                .containsExactly(1, 1);
        assertThat(ingest.alerts(incident(mixed))).hasSize(1);
    }

    @Test
    void whatHasAnIncidentStaysInIt() {
        var before = ingest.post(web("a"));
        silence(Map.of("team", "web"));

        var during = ingest.post(web("a"));

        assertThat(during.duplicates()).isEqualTo(1);
        assertThat(during.incidents()).containsExactly(incident(before).value());
        assertThat(ingest.count("select count(*) from silenced_alert")).isZero();
    }

    @Test
    void dangerToLifeAndSecurityAreNeverHeld() {
        silence(Map.of("team", "web"));

        ingest.post(web("a").label("life_safety", "yes"));
        ingest.post(
                PayloadFixture.group("other").firing("b").label("team", "web").label("security_issue", "TRUE"));

        assertThat(ingest.incidents()).isEqualTo(2);
    }

    @Test
    void anAlertThatFiresAgainWithinTheSilenceStaysHeld() {
        silence(Map.of("team", "web"));
        ingest.post(web("a"));
        ingest.clock.passes(Duration.ofSeconds(10));
        ingest.post(PayloadFixture.group("web").resolved("a").label("team", "web"));
        ingest.clock.passes(Duration.ofSeconds(10));
        ingest.post(web("a"));
        assertThat(ingest.incidents()).isZero();

        ingest.clock.passes(HOUR);
        endOfSilences();

        assertThat(ingest.incidents()).isEqualTo(1);
    }

    @Test
    void anotherSilenceHoldsOn() {
        silence(Map.of("team", "web"));
        ingest.post(web("a"));
        ingest.clock.passes(HOUR.dividedBy(2));
        silence(Map.of("alertname", "Down"));
        ingest.clock.passes(HOUR.dividedBy(2));

        endOfSilences();
        assertThat(ingest.incidents()).isZero();
        assertThat(ingest.count("select count(*) from silenced_alert")).isEqualTo(1);

        ingest.clock.passes(HOUR);
        endOfSilences();
        assertThat(ingest.incidents()).isEqualTo(1);
    }

    @Test
    void aReleaseThatFailsIsTriedAgainAndLosesNothing() {
        silence(Map.of("team", "web"));
        ingest.post(web("a"));
        ingest.clock.passes(HOUR);
        failAt("insert into alert_pending");
        endOfSilences();
        assertThat(ingest.count("select count(*) from silenced_alert")).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert")).isEqualTo(1);

        failAt("insert into incident ");
        endOfSilences();
        assertThat(ingest.incidents()).isZero();
        assertThat(ingest.count("select count(*) from alert_pending")).isEqualTo(1);

        ingest.faultyDataSource.clear();
        ingest.clock.passes(Duration.ofSeconds(5));
        endOfSilences();

        assertThat(ingest.incidents()).isEqualTo(1);
    }

    /** The release is one transaction: after it the payload is in the journal, and any node applies it. */
    @Test
    @Tag("D45")
    void aNodeThatDiesBetweenReleaseAndSweepLeavesItToAnother() {
        silence(Map.of("team", "web"));
        ingest.post(web("a"));
        ingest.clock.passes(HOUR);
        SilenceFixture.run(ingest.context);
        assertThat(ingest.count("select count(*) from alert_pending")).isEqualTo(1);

        var other = ingest.secondNode();
        try {
            SilenceFixture.run(other.context);
            other.sweep();
            other.sweep();
        } finally {
            other.stop();
        }

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_pending")).isZero();
    }

    @Test
    @Tag("D45")
    void twoNodesThatReleaseAtOnceOpenEachIncidentOnce() throws Exception {
        var groups = 12;
        silence(Map.of("team", "web"));
        for (var n = 0; n < groups; n++) {
            ingest.post(PayloadFixture.group("web-" + n).firing("a" + n).label("team", "web"));
        }
        ingest.clock.passes(HOUR);
        var other = ingest.secondNode();
        var nodes = Executors.newFixedThreadPool(2);
        try {
            for (var round = 0; round < 4; round++) {
                var start = new CyclicBarrier(2);
                var both = Stream.of(ingest, other)
                        .map(node -> nodes.submit(() -> {
                            start.await(10, TimeUnit.SECONDS);
                            SilenceFixture.run(node.context);
                            return node.sweep();
                        }))
                        .toList();
                for (var one : both) {
                    one.get(60, TimeUnit.SECONDS);
                }
                ingest.clock.passes(Duration.ofSeconds(5));
                other.clock.passes(Duration.ofSeconds(5));
            }
        } finally {
            nodes.shutdownNow();
            other.stop();
        }

        assertThat(ingest.incidents()).isEqualTo(groups);
        assertThat(ingest.count("select count(*) from process_start")).isEqualTo(groups);
        assertThat(ingest.count("select count(*) from silenced_alert")).isZero();
        assertThat(ingest.count("select count(*) from alert where incident_id is null"))
                .isZero();
    }

    @Test
    @Tag("D44")
    void aPatternHoldsWhatItMatches() {
        SilenceFixture.silence(
                ingest.context, Map.of("instance", "web-[0-9]+"), ingest.clock.instant(), HOUR, "pattern");

        ingest.post(PayloadFixture.group("a").firing("a").label("instance", "web-12"));
        ingest.post(PayloadFixture.group("b").firing("b").label("instance", "web-x"));

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from silenced_alert")).isEqualTo(1);
        SilenceFixture.run(ingest.context);
        assertThat(ingest.count("select count(*) from audit_entry where entry like '%label instance matches%'"))
                .isEqualTo(1);
    }

    private void failAt(String part) {
        ingest.faultyDataSource.set(new FaultyDataSource.Trap() {
            @Override
            public void beforeStatement(String sql) throws SQLException {
                if (sql.contains(part)) {
                    throw new SQLException("tripped", "22000");
                }
            }
        });
    }

    /** A format or a mapping that a silence outlived: people are told, as of any payload that can't be applied. */
    @Test
    void aHeldPayloadThatCanNoLongerBeReadIsReported() {
        silence(Map.of("team", "web"));
        ingest.post(web("a"));
        ingest.jdbc().sql("update alert_delivery set format = 'gone'").update();

        ingest.clock.passes(HOUR);
        for (var round = 0; round < 6; round++) {
            endOfSilences();
            ingest.clock.passes(Duration.ofSeconds(10));
        }

        assertThat(ingest.incidents()).isEqualTo(1);
        assertThat(ingest.count("select count(*) from alert_pending where poison is not null"))
                .isEqualTo(1);
    }

    /** Senders repeat what was refused while it was down. */
    @Test
    void aNodeThatStartsKnowsTheSilencesAtOnce() {
        silence(Map.of("team", "web"));
        var other = ingest.secondNode();
        var silences = other.get(SilenceRelease.class);
        silences.start();
        try {
            assertThat(other.post(web("a")).suppressed()).isEqualTo(1);
        } finally {
            silences.stop();
            other.stop();
        }
    }

    @Test
    void aPayloadThatASilenceHoldsOutlivesTheRetention() {
        ingest.post(PayloadFixture.group("old").firing("old"));
        SilenceFixture.silence(ingest.context, Map.of("team", "web"), ingest.clock.instant(), Duration.ofDays(30));
        ingest.post(web("a"));

        ingest.clock.passes(AlertIngestFixture.SETTINGS.keepBodies().plusHours(1));
        ingest.tidy();
        assertThat(ingest.count("select count(*) from alert_delivery")).isEqualTo(1);
        endOfSilences();

        assertThat(ingest.incidents()).isEqualTo(2);
    }

    /** What the two loops do. */
    private void endOfSilences() {
        SilenceFixture.run(ingest.context);
        ingest.sweep();
    }

    private Silence silence(Map<String, String> labels) {
        return SilenceFixture.silence(ingest.context, labels, ingest.clock.instant(), HOUR);
    }

    private static PayloadFixture web(String fingerprint) {
        return PayloadFixture.group("web")
                .firing(fingerprint)
                .label("team", "web")
                .label("alertname", "Down");
    }
}
