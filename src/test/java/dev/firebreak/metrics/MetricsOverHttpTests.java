package dev.firebreak.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.MovableClock;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.metrics.RecordFigures.Queue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a monitoring system reads, and who may read it. */
@FirebreakTest
class MetricsOverHttpTests {

    private static final String PATH = "/actuator/prometheus";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void gone() {
        jdbc.sql("delete from delivery where incident_id like 'INC-21010101-%'").update();
        jdbc.sql("delete from incident where id like 'INC-21010101-%'").update();
    }

    String metrics() {
        var answer = new HttpVisitor(port)
                .send("GET", PATH, null, Map.of("Authorization", "Bearer " + FirebreakTest.METRICS_TOKEN));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void theTokenReadsFiguresOfTheRecordAndOfThisNode() {
        var alert = new HttpVisitor(port)
                .send(
                        "POST",
                        "/api/alerts/alertmanager",
                        """
                {"version": "4", "groupKey": "metrics", "status": "resolved", "alerts": [
                  {"status": "resolved", "labels": {"alertname": "Counted"},
                   "startsAt": "2026-11-22T07:00:00Z", "endsAt": "2026-11-22T08:00:00Z"}]}""",
                        Map.of(
                                "Authorization",
                                "Bearer " + FirebreakTest.INGEST_TOKEN,
                                "Content-Type",
                                "application/json"));
        assertThat(alert.statusCode()).isEqualTo(200);

        assertThat(metrics())
                .containsPattern("firebreak_alerts_total\\{outcome=\"resolved\",source=\"default\"} [1-9]")
                .contains(
                        "firebreak_incidents_open{severity=\"P1\",status=\"investigating\"}",
                        "firebreak_queue_depth{queue=\"pages\"}",
                        "firebreak_queue_oldest_seconds{queue=\"starts\"}",
                        "firebreak_first_page_seconds{severity=\"P1\",share=\"0.99\"}",
                        "firebreak_effects_frozen 0.0",
                        "hikaricp_connections_active{pool=\"firebreak-paging\"}",
                        "jvm_memory_used_bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer " + FirebreakTest.INGEST_TOKEN, "Bearer wrong-token-of-tests-01234"})
    void nobodyElseReadsThem(String header) {
        var answer = new HttpVisitor(port)
                .send("GET", PATH, null, header.isEmpty() ? Map.of() : Map.of("Authorization", header));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("firebreak.metrics.token").doesNotContain("firebreak_");
    }

    @Test
    void anAdministratorsLoginIsNoToken() {
        var admin = new HttpVisitor(port);
        admin.login("admin", FirebreakTest.ADMIN_PASSWORD);

        assertThat(admin.page(PATH).statusCode()).isEqualTo(401);
    }

    @Test
    void theTokenOpensNothingElse() {
        for (var path : List.of("/api/incidents", "/api/me", "/engine-rest/task", "/actuator/env")) {
            var answer = new HttpVisitor(port)
                    .send("GET", path, null, Map.of("Authorization", "Bearer " + FirebreakTest.METRICS_TOKEN));
            assertThat(answer.statusCode()).as(path).isIn(401, 403);
        }
    }

    @Test
    void figuresAreThoseOfTheTables() {
        var now = Instant.parse("2101-01-01T10:00:00Z");
        var clock = new MovableClock();
        clock.moveTo(now);
        var figures = new RecordFigures(jdbc, clock);
        var before = figures.now();
        incident("INC-21010101-000000-001", "P1", "IDENTIFIED", now.minusSeconds(100));
        incident("INC-21010101-000000-002", "P1", "RESOLVED", now.minusSeconds(100));
        incident("INC-21010101-000000-003", null, "INVESTIGATING", now.minusSeconds(100));
        delivery("INC-21010101-000000-001", "page-1", "SENT", now.minusSeconds(97));
        delivery("INC-21010101-000000-001", "page-2", "SENT", now.minusSeconds(50));
        delivery("INC-21010101-000000-002", "page-1", "SENT", now.minusSeconds(40));
        delivery("INC-21010101-000000-003", "page-1", "DUE", now.minusSeconds(30));

        assertThat(figures.now()).as("kept for ten seconds").isSameAs(before);
        clock.passes(Duration.ofSeconds(11));
        var after = figures.now();

        assertThat(count(after, "P1", "IDENTIFIED") - count(before, "P1", "IDENTIFIED"))
                .isEqualTo(1);
        assertThat(after.incidents().get("P1")).doesNotContainKey("RESOLVED");
        assertThat(count(after, "none", "INVESTIGATING") - count(before, "none", "INVESTIGATING"))
                .isEqualTo(1);
        assertThat(after.firstPages().get("P1")).containsExactly(3.0, 60.0);
        assertThat(after.waiting().get(Queue.PAGES) - before.waiting().get(Queue.PAGES))
                .isEqualTo(1);
        assertThat(after.oldest().get(Queue.PAGES)).isGreaterThanOrEqualTo(41.0);
    }

    /** What the shipped dashboard and rules ask for exists: on the page, or as a counter that a first event makes. */
    @ParameterizedTest
    @ValueSource(strings = {"docker/grafana/firebreak.json", "docker/prometheus/firebreak.yml"})
    void theShippedFilesAskForMetricsThatExist(String file) throws IOException {
        var asked = Pattern.compile("\\b(firebreak|hikaricp|jvm|http_server)_[a-z_]+")
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        var page = metrics();

        assertThat(asked).hasSizeGreaterThan(1);
        for (var metric : asked) {
            var isThere = page.contains("\n" + metric + "{") || page.contains("\n" + metric + " ");
            assertThat(isThere || isCounted(metric)).as(metric).isTrue();
        }
    }

    private static boolean isCounted(String metric) throws IOException {
        var meter = "Counter.builder(\"" + metric.replaceFirst("_total$", "").replace('_', '.') + "\"";
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            return metric.endsWith("_total")
                    && sources.filter(Files::isRegularFile).anyMatch(source -> contains(source, meter));
        }
    }

    private static boolean contains(Path source, String text) {
        try {
            return Files.readString(source).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aQuantileIsTheNearestRank() {
        var hundred = IntStream.rangeClosed(1, 100).mapToObj(n -> (double) n).toList();

        assertThat(RecordMetrics.quantile(hundred, 0.5)).isEqualTo(50);
        assertThat(RecordMetrics.quantile(hundred, 0.99)).isEqualTo(99);
        assertThat(RecordMetrics.quantile(hundred, 1)).isEqualTo(100);
        assertThat(RecordMetrics.quantile(List.of(7.0), 0.5)).isEqualTo(7);
        assertThat(RecordMetrics.quantile(List.of(), 0.5)).isNaN();
        assertThat(RecordMetrics.quantile(null, 0.5)).isNaN();
    }

    private static long count(RecordFigures.Figures figures, String severity, String status) {
        return figures.incidents().getOrDefault(severity, Map.of()).getOrDefault(status, 0L);
    }

    private void incident(String id, String severity, String status, Instant opened) {
        jdbc.sql("""
                        insert into incident (id, title, service, symptom, source, status, severity, opened_at)
                        values (?, 'Counted', 'mosaic-gitea', 'slow', 'test', ?, ?, ?)""").params(id, status, severity, Timestamp.from(opened)).update();
    }

    private void delivery(String incident, String message, String state, Instant at) {
        jdbc.sql("""
                        insert into delivery (incident_id, message, person, person_name, channel, state, due_at, settled_at)
                        values (?, ?, 'rex', 'Rex', 'mail', ?, ?, ?)""")
                .params(incident, message, state, Timestamp.from(at), state.equals("SENT") ? Timestamp.from(at) : null)
                .update();
    }
}
