package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.alert.http.AlertEndpointTests;
import dev.firebreak.alert.pull.PullFixture;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real Alertmanagers that don't see each other, so that both send the same group (guarantees.md D16), one that
 * uses its PagerDuty output, and one that can't send.
 */
@Lab("ALERTMANAGER_CONFIG")
class AlertmanagerPairLabTests {

    private static final String CONFIG = """
            route: {receiver: firebreak, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
            receivers:
              - name: firebreak
                webhook_configs:
                  - url: http://127.0.0.1:%d/api/alerts/alertmanager
                    http_config: {authorization: {credentials: pair}}
            """;

    private static final String PAGERDUTY = """
            route: {receiver: firebreak, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
            receivers:
              - name: firebreak
                pagerduty_configs:
                  - url: http://127.0.0.1:%d/api/alerts/pagerduty
                    routing_key: token-of-alertmanager
                    severity: '{{ .CommonLabels.severity }}'
                    details: {service: '{{ .CommonLabels.service }}'}
            """;

    private static final String ALERT = """
            [{"labels": {"alertname": "PairSends", "severity": "critical", "service": "mosaic-postgres"},
              "annotations": {"summary": "seen by both"}, "startsAt": "%s", "endsAt": "%s"}]""";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> pair = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void endPair() {
        pair.forEach(Process::destroyForcibly);
    }

    @Test
    @Tag("D16")
    void bothOfAPairSendAndItIsOneIncident() throws Exception {
        try (var http = new AlertHttpFixture(AlertIngestFixture.onH2())) {
            var one = start(CONFIG, http.port());
            var other = start(CONFIG, http.port());
            var starts = Instant.now();

            for (var port : List.of(one, other)) {
                send(port, ALERT.formatted(starts, starts.plusSeconds(600)));
            }
            AlertEndpointTests.eventually(() -> assertThat(seen(http)).isEqualTo(2));
            assertThat(http.ingest.incidents()).isEqualTo(1);
            assertThat(http.ingest.count("select count(*) from alert where resolved_in is null"))
                    .isEqualTo(1);

            for (var port : List.of(one, other)) {
                send(port, ALERT.formatted(starts, starts.plusMillis(1)));
            }
            AlertEndpointTests.eventually(() -> assertThat(seen(http)).isEqualTo(4));
            assertThat(http.ingest.incidents()).isEqualTo(1);
            assertThat(http.ingest.count("select count(*) from alert where resolved_in is null"))
                    .isZero();
        }
    }

    @Test
    void itsPagerDutyOutputIsTakenFromTheFirstEventToTheLast() throws Exception {
        try (var http = new AlertHttpFixture(AlertIngestFixture.onH2())) {
            var port = start(PAGERDUTY, http.port());
            var starts = Instant.now();

            send(port, ALERT.formatted(starts, starts.plusSeconds(600)));
            AlertEndpointTests.eventually(() -> assertThat(
                            http.ingest.count(
                                    "select count(*) from alert_text"
                                            + " where source = 'alertmanager' and service = 'mosaic-postgres' and severity = 'critical'"))
                    .isEqualTo(1));

            send(port, ALERT.formatted(starts, starts.plusMillis(1)));
            AlertEndpointTests.eventually(
                    () -> assertThat(http.ingest.count("select count(*) from alert where resolved_in is not null"))
                            .isEqualTo(1));
            assertThat(http.ingest.incidents()).isEqualTo(1);
        }
    }

    @Test
    @Tag("D26")
    void whatItCouldNotSendIsTakenAndItsEndIsSeenWhenItIsAsked() throws Exception {
        try (var http = new AlertHttpFixture(AlertIngestFixture.onH2())) {
            var port = start(CONFIG, freePort()); // where nothing listens
            var pull =
                    new PullFixture(http.ingest.context, "pair", URI.create("http://127.0.0.1:" + port), Duration.ZERO);
            var starts = Instant.now().minusSeconds(60);
            send(port, ALERT.formatted(starts, starts.plusSeconds(600)));

            AlertEndpointTests.eventually(() -> {
                pull.asks();
                assertThat(firing(http)).isEqualTo(1);
            });
            pull.asks();
            pull.asks();
            assertThat(firing(http)).as("it still has the alert").isEqualTo(1);

            send(port, ALERT.formatted(starts, Instant.now()));
            AlertEndpointTests.eventually(() -> {
                pull.asks();
                assertThat(firing(http)).isZero();
            });
            assertThat(http.ingest.incidents()).isEqualTo(1);
        }
    }

    private static int firing(AlertHttpFixture http) {
        return http.ingest.count("select count(*) from alert where resolved_in is null");
    }

    private static int seen(AlertHttpFixture http) {
        return http.ingest.count("select coalesce(sum(seen), 0) from alert");
    }

    private int start(String form, int firebreak) throws Exception {
        var port = freePort();
        var home = Files.createDirectories(folder.resolve("am-" + port));
        var config = Files.writeString(home.resolve("alertmanager.yml"), form.formatted(firebreak));
        pair.add(new ProcessBuilder(
                        "/usr/bin/prometheus-alertmanager",
                        "--config.file=" + config,
                        "--storage.path=" + home.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start());
        AlertEndpointTests.eventually(() -> assertThat(status(port)).isEqualTo(200));
        return port;
    }

    private int status(int port) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(int port, String alerts) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(alerts))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
