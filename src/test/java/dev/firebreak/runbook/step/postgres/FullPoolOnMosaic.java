package dev.firebreak.runbook.step.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes every connection of the lab's server for some seconds. */
abstract class FullPoolOnMosaic {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final LabPostgres server = new LabPostgres();

    @AfterEach
    void theySignOff() throws Exception {
        server.close();
    }

    @Test
    @Tag("A066")
    void aFullPoolIsSeenAndEmptiedThroughItsReservedSlots() throws Exception {
        var held = takeAll("gitea");
        assertThat(held).isNotEmpty();
        var show = new ShowSessions(server.databases());
        var step = new TerminateIdle(server.databases());
        var order = new TerminateIdle.Order(Duration.ofSeconds(1), 500);

        var full = show.read(new ShowSessions.Order(80, FIVE_MINUTES), server.target);
        Thread.sleep(1_200);
        var plan = step.plan(order, server.target);
        var ours = plan.on(
                plan.resources().stream().filter(id -> isOneOf(held, id)).toList());
        var finding = step.execute(ours, server.target);

        assertThat(full.variables()).containsEntry("poolRecovered", false);
        assertThat((Long) full.variables().get("poolUsedPercent")).isGreaterThanOrEqualTo(100);
        assertThat(full.details()).contains("| full-pool-lab | gitea | idle | " + held.size() + " |");
        assertThat(full.attachments())
                .singleElement()
                .satisfies(sessions -> assertThat(sessions.text()).contains("full-pool-lab"));
        assertThat(finding.summary()).contains(held.size() + " ended");
        assertThat((Long) finding.variables().get("poolUsedPercent")).isLessThan(100);
        assertThat(held).noneMatch(LabPostgres::lives);
    }

    @Test
    void whoMayNotUseReservedSlotsIsToldWhatToDo() throws Exception {
        takeAll("gitea");

        assertThatThrownBy(() -> server.databases().open(LabPostgres.target("gitea")))
                .isInstanceOf(ServerUnreachable.class)
                .hasMessageContaining("mosaic-postgres is full, and role gitea may not use its reserved slots")
                .hasMessageContaining("superuser")
                .hasMessageContaining("pg_use_reserved_connections");
    }

    @Test
    void whenEvenTheReservedSlotsAreTakenItSaysSo() throws Exception {
        takeAll("gitea");
        takeAll("postgres");

        assertThatThrownBy(() -> server.databases().open(server.target))
                .isInstanceOf(ServerUnreachable.class)
                .hasMessageContaining("full to the last reserved slot")
                .hasMessageContaining("sorry, too many clients already");
    }

    @Test
    void whoCannotSeeOthersIsNotShownAnEmptyServer() {
        assertThatThrownBy(() -> new ShowSessions(server.databases())
                        .read(new ShowSessions.Order(80, FIVE_MINUTES), LabPostgres.target("gitea")))
                .hasMessageContaining("grant it pg_monitor");
    }

    @Test
    void ourSessionIsNamedLimitedAndGoneAfterwards() throws Exception {
        var admin = server.admin();
        try (var database = server.databases().open(server.target)) {
            database.pool();
            assertThat(ours(admin)).isPositive();
        }
        for (var i = 0; i < 300 && ours(admin) > 0; i++) {
            Thread.sleep(100);
        }
        assertThat(ours(admin)).isZero();
    }

    private static int ours(JdbcClient admin) {
        return admin.sql("select count(*) from pg_stat_activity where application_name = 'firebreak'"
                        + " and query like '%superuser_reserved_connections%'")
                .query(Integer.class)
                .single();
    }

    /** What is free for the role, also what those give back who are leaving; others of the lab may hold some. */
    private List<Connection> takeAll(String role) throws InterruptedException {
        var held = new ArrayList<Connection>();
        for (var refusals = 0; refusals < 4; ) {
            try {
                held.add(server.session(role, "full-pool-lab", Map.of()));
                assertThat(held).as("the pool has an end").hasSizeLessThan(100);
            } catch (SQLException full) {
                assertThat(full.getSQLState()).isEqualTo("53300");
                refusals++;
                Thread.sleep(300);
            }
        }
        return held;
    }

    private static boolean isOneOf(List<Connection> sessions, String id) {
        return sessions.stream()
                .anyMatch(
                        session -> LabPostgres.pid(session) == SessionId.of(id).pid());
    }
}
