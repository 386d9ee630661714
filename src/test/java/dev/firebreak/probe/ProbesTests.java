package dev.firebreak.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.alert.silence.SilenceRelease;
import dev.firebreak.alert.silence.SilenceRequest;
import dev.firebreak.alert.silence.Silences;
import dev.firebreak.database.Timestamps;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.probe.http.PlayedServer;
import dev.firebreak.probe.run.RunnerFixture;
import dev.firebreak.reload.ReloadRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Probes from their declaration to the incident, with the real intake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("A033")
class ProbesTests {

    private AlertIngestFixture ingest;
    private PlayedServer server;
    private ProbesFixture node;

    @TempDir
    private Path folder;

    @BeforeAll
    void open() {
        ingest = AlertIngestFixture.onH2();
    }

    @AfterAll
    void close() {
        ingest.close();
    }

    @BeforeEach
    void aServiceThatAnswers() {
        server = new PlayedServer(PlayedServer.ok("Explore repositories"));
        node = node("expect: {contains: Explore}");
    }

    private ProbesFixture node(String more) {
        return new ProbesFixture(ingest, folder, yaml(more));
    }

    private String yaml(String more) {
        return """
                probes:
                  gitea-front-page:
                    kind: http
                    url: http://127.0.0.1:%d/
                    every: 30s
                    timeout: 2s
                    fires: 2 of 3
                    clears: 2
                    service: mosaic-gitea
                    severity: high
                    %s
                """.formatted(server.port(), more);
    }

    @AfterEach
    void clean() {
        node.close();
        server.close();
        for (var table : List.of("probe", "probe_hour", "raised_alert")) {
            ingest.jdbc().sql("delete from " + table).update();
        }
        ingest.clean();
    }

    private String value(String column) {
        return ingest.jdbc()
                .sql("select " + column + " from probe where name = 'gitea-front-page'")
                .query(String.class)
                .single();
    }

    private List<IncidentId> incidents() {
        return ingest.jdbc().sql("select id from incident order by id").query(String.class).list().stream()
                .map(IncidentId::new)
                .toList();
    }

    private int firing() {
        return ingest.count("select count(*) from alert where resolved_in is null");
    }

    private void runs(int times) {
        for (var n = 0; n < times; n++) {
            node.runs("gitea-front-page");
        }
    }

    @Test
    void whatAnswersAsExpectedRaisesNothing() {
        runs(3);

        assertThat(value("recent")).isEqualTo("+++");
        assertThat(value("finding"))
                .startsWith("http://127.0.0.1:" + server.port() + "/ answers 200 in ")
                .endsWith(" ms");
        assertThat(ingest.count("select sum(runs) from probe_hour where failures = 0"))
                .isEqualTo(3);
        assertThat(incidents()).isEmpty();
    }

    @Test
    @Tag("A140")
    void twoFailuresOfThreeOpenOneIncident_andTwoGoodOnesEndTheAlert() {
        runs(1);
        server.answers(PlayedServer.text("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"));
        runs(1);
        assertThat(incidents()).as("one failure is no trouble yet").isEmpty();

        runs(3);
        assertThat(incidents()).hasSize(1);
        assertThat(firing()).isEqualTo(1);
        assertThat(ingest.jdbc()
                        .sql("select title from incident")
                        .query(String.class)
                        .single())
                .isEqualTo("Probe gitea-front-page fails: http://127.0.0.1:" + server.port()
                        + "/ answers 503 instead of 2xx");

        server.answers(PlayedServer.ok("Explore"));
        runs(1);
        assertThat(firing()).as("one good answer ends no outage").isEqualTo(1);
        runs(1);
        assertThat(firing()).isZero();
        assertThat(ingest.count("select count(*) from raised_alert")).isZero();
        assertThat(incidents()).hasSize(1);
    }

    @Test
    void aTextThatIsMissingAndASlowAnswerAreFailures() {
        server.answers(PlayedServer.ok("Installation"));
        runs(1);
        assertThat(value("finding")).endsWith("does not contain \"Explore\"");

        node.declares(yaml("expect: {within: 1ms}"));
        server.answers(out -> {
            Thread.sleep(30);
            PlayedServer.ok("Explore").send(out);
        });
        runs(1);
        assertThat(value("finding")).contains(" is slow: it took ").endsWith("and 1 ms are allowed");
    }

    @Test
    void twoNodesNeverRunTheSameProbeTwice() {
        var other = new ProbesFixture(ingest, folder, yaml(""));
        node.runsDue();
        other.runsDue();
        var before = server.requests().size();

        node.runs("gitea-front-page");
        other.runsDue();

        assertThat(server.requests()).hasSize(before + 1);
        other.close();
    }

    @Test
    void ofTwoNodesThatSeeAProbeDueAtOnce_oneGetsIt_andALateResultChangesNothing() {
        node.runsDue();
        var now = ingest.clock.instant().plusSeconds(60);

        assertThat(RunnerFixture.leases(node.beans(), "gitea-front-page", now)).isTrue();
        assertThat(RunnerFixture.leases(node.beans(), "gitea-front-page", now)).isFalse();
        assertThat(RunnerFixture.settlesLate(node.beans(), "gitea-front-page", now))
                .isFalse();
        assertThat(ingest.count("select count(*) from probe where finding = 'late'"))
                .isZero();
    }

    @Test
    void whileOneNodeRunsAProbe_anotherDoesNot_andARunOfADeadNodeIsMadeAgain() {
        node.runsDue();
        ingest.jdbc()
                .sql("update probe set lease = random_uuid(), leased_until = ?, next_at = ?")
                .params(at(Duration.ofSeconds(22)), at(Duration.ZERO))
                .update();
        ingest.clock.passes(Duration.ofSeconds(1));
        var before = server.requests().size();
        node.runsDue();
        assertThat(server.requests()).as("the lease of the other").hasSize(before);

        ingest.clock.passes(Duration.ofSeconds(30));
        node.runsDue();
        assertThat(server.requests()).hasSize(before + 1);
    }

    private OffsetDateTime at(Duration from) {
        return Timestamps.at(ingest.clock.instant().plus(from));
    }

    @Test
    @Tag("A032")
    void aCheckThatNobodyMakesIsAnAlert_andOverWithTheNextResult() {
        node.runsDue();
        node.gate.close("a wrong clock");
        ingest.clock.passes(Duration.ofMinutes(1));
        node.watches();
        assertThat(incidents()).isEmpty();

        ingest.clock.passes(Duration.ofMinutes(2));
        node.runsDue();
        node.watches();
        node.watches();

        assertThat(ingest.jdbc()
                        .sql("select title from incident")
                        .query(String.class)
                        .list())
                .containsExactly("Probe gitea-front-page has had no result for 3 min");
        node.gate.open();
        runs(1);
        assertThat(firing()).isZero();
    }

    @Test
    @Tag("G22")
    void aCheckThatHangsIsGivenUp_andItsThreadDelaysNoOther() {
        var hangs = new CountDownLatch(1);
        server.answers(out -> hangs.await());

        runs(1);

        assertThat(value("passed")).isEqualToIgnoringCase("false");
        assertThat(value("finding")).endsWith("did not end within 2000 ms");
        hangs.countDown();
    }

    @Test
    void theAlertOfAProbeThatIsNoLongerDeclaredEnds() {
        server.close();
        runs(2);
        assertThat(firing()).isEqualTo(1);

        node.declares("probes: {}");
        node.runsDue();

        assertThat(firing()).isZero();
    }

    @Test
    void aMistakeLeavesAllAsItWas() {
        assertThatThrownBy(() -> node.declares("probes: {x: {kind: http, url: ftp://x/, service: a, every: 1s}}"))
                .isInstanceOf(ReloadRefused.class);

        runs(1);
        assertThat(value("passed")).isEqualToIgnoringCase("true");
    }

    @Test
    void whatIntakeDoesNotTakeIsHandedOverLater_andAFiringAlertIsSaidAgain() {
        server.close();
        runs(2);
        assertThat(ingest.count("select count(*) from alert_delivery")).isEqualTo(1);

        ingest.clock.passes(Duration.ofMinutes(6));
        node.tells();
        node.tells();

        assertThat(ingest.count("select count(*) from alert_delivery")).isEqualTo(2);
        assertThat(incidents()).hasSize(1);
    }

    @Test
    void silencedServicesPageNobody() {
        server.close();
        silence("mosaic-gitea");

        runs(2);

        assertThat(incidents()).isEmpty();
        assertThat(ingest.count("select count(*) from silenced_alert")).isEqualTo(1);
    }

    private void silence(String service) {
        var now = ingest.clock.instant();
        ingest.get(Silences.class)
                .create(
                        new SilenceRequest(
                                service,
                                Map.of(),
                                Map.of(),
                                "an upgrade",
                                null,
                                now,
                                now.plus(Duration.ofHours(1)),
                                null,
                                null,
                                null),
                        "ana");
        ingest.get(SilenceRelease.class).run();
    }
}
