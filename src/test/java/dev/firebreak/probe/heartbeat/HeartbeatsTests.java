package dev.firebreak.probe.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.database.Timestamps;
import dev.firebreak.probe.ProbesFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Heartbeats from the request to the incident, with the real intake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("A146")
class HeartbeatsTests {

    private static final String TOKEN = ProbesFixture.BACKUP_TOKEN;

    private AlertIngestFixture ingest;
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
    void aBackupEveryDayAndAWatchdog() {
        node = new ProbesFixture(ingest, folder, """
                heartbeats:
                  nightly-backup: {every: 1d, grace: 1h, token: "secret://nightly-backup", service: mosaic-postgres}
                """);
        node.watchesHeartbeats();
    }

    @AfterEach
    void clean() {
        node.close();
        for (var table : List.of("heartbeat", "raised_alert")) {
            ingest.jdbc().sql("delete from " + table).update();
        }
        ingest.clean();
    }

    private int status(String path, String bearer) throws Exception {
        var request = post("/api/heartbeats/" + path);
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return node.http().perform(request).andReturn().getResponse().getStatus();
    }

    private List<String> titles() {
        return ingest.jdbc()
                .sql("select title from incident")
                .query(String.class)
                .list();
    }

    private int firing() {
        return ingest.count("select count(*) from alert where resolved_in is null");
    }

    @Test
    void aJobThatReportsIsHeard_byTokenInTheAddressOrByNameAndHeader() throws Exception {
        assertThat(status(TOKEN, null)).isEqualTo(204);
        assertThat(status("nightly-backup", TOKEN)).isEqualTo(204);
        assertThat(node.http()
                        .perform(get("/api/heartbeats/" + TOKEN))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(204);

        assertThat(ingest.count("select count(*) from heartbeat where heard_at is not null"))
                .isEqualTo(1);
    }

    @Test
    @Tag("H43")
    void whoHasNoTokenIsHeardByNobody_andTheAnswerRepeatsNothing() throws Exception {
        var answer = node.http()
                .perform(post("/api/heartbeats/" + TOKEN + "x"))
                .andReturn()
                .getResponse();

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString()).doesNotContain(TOKEN);
        assertThat(status("nightly-backup", null)).as("the name is no secret").isEqualTo(404);
        assertThat(status("nightly-backup", "another-token-0123456789")).isEqualTo(404);
        assertThat(status("other-job", TOKEN)).as("the token of another name").isEqualTo(404);
        assertThat(ingest.count("select count(*) from heartbeat where heard_at is not null"))
                .isZero();
    }

    @Test
    @Tag("A032")
    void aLateOneOpensOneIncident_andIsOverWhenItComes() throws Exception {
        status(TOKEN, null);
        ingest.clock.passes(Duration.ofHours(24));
        node.watchesHeartbeats();
        assertThat(titles()).as("within its grace").isEmpty();

        ingest.clock.passes(Duration.ofHours(2));
        node.watchesHeartbeats();
        node.watchesHeartbeats();
        assertThat(titles()).containsExactly("Heartbeat nightly-backup was last heard 1 d 2 h ago");

        status(TOKEN, null);
        node.tells();
        assertThat(firing()).isZero();
    }

    @Test
    void oneThatWasNeverHeardIsLate_too() {
        ingest.clock.passes(Duration.ofHours(26));
        node.watchesHeartbeats();

        assertThat(titles()).containsExactly("Heartbeat nightly-backup was never heard");
    }

    @Test
    void aJobThatReportsAFailureIsAnAlertAtOnce() throws Exception {
        status(TOKEN, null);
        assertThat(status(TOKEN + "/failed", null)).isEqualTo(204);
        node.tells();
        assertThat(titles()).containsExactly("Heartbeat nightly-backup reports that it failed");

        node.watchesHeartbeats();
        assertThat(firing()).as("it is not over by itself").isEqualTo(1);
        ingest.clock.passes(Duration.ofSeconds(1));
        status(TOKEN, null);
        node.tells();
        assertThat(firing()).isZero();
    }

    @Test
    void afterFirebreakWasDown_sendersHaveTimeToBeHeardAgain() throws Exception {
        status(TOKEN, null);
        ingest.clock.passes(Duration.ofHours(30));

        WatchFixture.watchAtStart(node.beans());
        node.tells();
        assertThat(titles()).isEmpty();

        node.watchesHeartbeats();
        assertThat(titles()).as("a node that was up all the time knows better").hasSize(1);
    }

    @Test
    void aTokenThatCanBeGuessedIsNotUsed() throws Exception {
        node.declares("heartbeats: {weak: {every: 1d, token: \"secret://short\", service: a}}");

        assertThat(status("too-short", null)).isEqualTo(404);
        assertThat(node.get(ExpectedHeartbeats.class).states()).noneMatch(ExpectedHeartbeats.State::isUsable);
    }

    @Test
    void theWatchdogOfASourceThatStopsIsAnAlert_alsoIfTheSourceSaysSo() {
        node.declares("heartbeats: {prometheus: {every: 5m, grace: 5m, watchdog: default, service: prometheus}}");
        watchdog("last_firing", ingest.clock.instant());
        node.watchesHeartbeats();
        assertThat(titles()).isEmpty();

        ingest.clock.passes(Duration.ofMinutes(11));
        node.watchesHeartbeats();
        assertThat(titles()).containsExactly("Heartbeat prometheus was last heard 11 min ago");

        watchdog("last_firing", ingest.clock.instant());
        node.watchesHeartbeats();
        assertThat(firing()).isZero();

        watchdog("last_resolved", ingest.clock.instant().plusSeconds(1));
        node.watchesHeartbeats();
        assertThat(firing()).isEqualTo(1);
    }

    @Test
    void aWatchdogThatNobodyWatchesIsNamed() {
        watchdog("last_firing", ingest.clock.instant());

        assertThat(node.get(ExpectedHeartbeats.class).unwatched())
                .singleElement()
                .satisfies(one -> assertThat(one.source()).isEqualTo("default"));
    }

    private void watchdog(String column, Instant at) {
        ingest.jdbc()
                .sql("insert into alert_heartbeat (source, fingerprint, name, first_seen) values"
                        + " ('default', 'f', 'Watchdog', ?) on conflict do nothing")
                .param(Timestamps.at(at))
                .update();
        ingest.jdbc()
                .sql("update alert_heartbeat set " + column + " = ?")
                .param(Timestamps.at(at))
                .update();
    }
}
