package dev.firebreak.report.month;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firebreak.Lab;
import dev.firebreak.engine.NodeGate;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reports over 10,000 incidents of three years (or {@code -Dfirebreak.incidents=100000}), which SQL generates in a
 * PostgreSQL database of its own. It prints the times: {@code mvn failsafe:integration-test -Dit.test=ReportsLabTests}.
 */
@Lab("FIREBREAK_DB_PORT")
@Tag("A124")
class ReportsLabTests {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final int MONTHS = 36;

    private final int incidents = Integer.getInteger("firebreak.incidents", 10_000);
    private final String name = "reports_" + UUID.randomUUID().toString().replace("-", "");
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private JdbcClient jdbc;
    private Reports reports;

    @BeforeEach
    void aDatabase() {
        onServer("create database " + name);
        database.setUrl(server() + name);
        database.setUser(Lab.Settings.of("FIREBREAK_DB_USER"));
        database.setPassword(Lab.Settings.of("FIREBREAK_DB_PASSWORD"));
        Flyway.configure().dataSource(database).load().migrate();
        jdbc = JdbcClient.create(database);
        reports = new Reports(
                new MonthRows(jdbc),
                new ReportFacts(jdbc),
                new MonthStore(jdbc, JsonMapper.builder().findAndAddModules().build()),
                new ReportSettings(30),
                new NodeGate(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void drop() {
        onServer("drop database " + name + " with (force)");
    }

    @Test
    void theReportOfAMonthAmongManyIncidents() throws Exception {
        generate();
        var month = YearMonth.of(2026, 10);
        var first = millis(month);
        var later = new ArrayList<Long>();
        IntStream.range(0, 20).forEach(n -> later.add(millis(month)));

        var report = reports.of(month);
        var figures = report.figures();

        System.out.println(incidents + " incidents, " + figures.incidents() + " in " + month + ": first report "
                + first + " ms (it stores 11 months), then "
                + later.stream().sorted().toList() + " ms, as JSON "
                + new ObjectMapper()
                        .findAndRegisterModules()
                        .writeValueAsString(report)
                        .length() + " characters");
        // Each has an acknowledgement 5 minutes, a mitigation 20 and a resolution 60 minutes after it was opened.
        assertThat(figures.incidents()).isBetween(incidents / MONTHS * 9 / 10, incidents / MONTHS * 11 / 10);
        assertThat(figures.acknowledge().medianSeconds()).isEqualTo(300);
        assertThat(figures.mitigate().medianSeconds()).isEqualTo(1_200);
        assertThat(figures.resolve().p90Seconds()).isEqualTo(3_600);
        assertThat(report.trend()).hasSize(12);
        assertThat(report.onCall()).isNotEmpty();
    }

    private long millis(YearMonth month) {
        var begin = System.nanoTime();
        reports.of(month);
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private void generate() {
        for (var sql : new String[] {"""
            insert into incident (id, title, service, symptom, source, severity, status, opened_at, respond_by,
              resolved_at, closed_at, root_cause)
            select 'INC-20230101-000000-' || lpad(cast(n as text), 9, '0'), 'Generated', 'service-' || n % 50, 'slow', 'test',
              'P' || (1 + n % 5), 'CLOSED', t, t + interval '15 minutes', t + interval '1 hour', t + interval '1 hour',
              'cause ' || n % 700
            from generate_series(1, :n) n,
              lateral (select timestamptz '2026-11-29 00:00:00+00' - interval '1095 days' * (cast(n as float) / :n) as t) at""", """
            insert into timeline_entry (incident_id, at, milestone, what, who)
            select id, opened_at + interval '1 minute' * k, case k when 1 then 'ALERTED' when 5 then 'ACKNOWLEDGED'
              when 20 then 'MITIGATED' when 60 then 'RESOLVED' end, 'entry', 'test'
            from incident, unnest(array[1, 2, 3, 4, 5, 10, 20, 30, 40, 60]) k""", """
            insert into alert (source, fingerprint, starts_at, first_in, first_seen, last_seen, seen, incident_id)
            select 'test', 'f' || (row_number() over ()) % 5000, opened_at - interval '1 second' * (30 + k),
              gen_random_uuid(), opened_at, opened_at, 1, id from incident, generate_series(1, 3) k
            on conflict do nothing""", """
            insert into delivery (incident_id, message, person, person_name, channel, state, due_at, settled_at)
            select id, 'page-1', 'person-' || (row_number() over ()) % 12, 'P', 'mail', 'SENT', opened_at, opened_at
            from incident, generate_series(1, 1)""", """
            insert into judgement (incident_id, facts, proposed)
            select id, '{"usersAffected":"many"}', 'P2' from incident where severity < 'P4'""", "analyze"}) {
            var statement = jdbc.sql(sql);
            if (sql.contains(":n")) {
                statement = statement.param("n", incidents);
            }
            statement.update();
        }
    }

    private static String server() {
        return "jdbc:postgresql://%s:%s/"
                .formatted(Lab.Settings.of("FIREBREAK_DB_HOST"), Lab.Settings.of("FIREBREAK_DB_PORT"));
    }

    private static void onServer(String sql) {
        try (var connection = DriverManager.getConnection(
                        server() + "postgres",
                        Lab.Settings.of("FIREBREAK_DB_USER"),
                        Lab.Settings.of("FIREBREAK_DB_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
