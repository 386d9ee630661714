package dev.firebreak.runbook.step.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.lab.Until;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

abstract class SetMaxConnectionsOnMosaic {

    private final LabPostgres server = new LabPostgres();
    private final SetMaxConnections step = new SetMaxConnections(server.databases());
    private JdbcClient admin;
    private Optional<String> found;

    @BeforeEach
    void whatWasThere() throws Exception {
        admin = server.admin();
        found = written();
    }

    @AfterEach
    void isThereAgain() throws Exception {
        write(found);
        server.close();
    }

    @Test
    @Tag("A066")
    void aRaisedLimitWaitsForARestartAndUndoLeavesNoTrace() throws Exception {
        write(Optional.empty());

        var plan = plan(300);
        var done = execute(plan);

        assertThat(written()).contains("300");
        assertThat(step.verify(plan, server.target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(step.verify(plan, server.target).seen()).contains("waits for a restart");
        untilPending(true);

        var undo =
                Plan.fromJson(step.planUndo(done, server.target).orElseThrow().json());
        execute(undo);

        assertThat(written()).isEmpty();
        untilPending(false);
        assertThat(step.verify(undo, server.target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(step.verify(plan, server.target).verdict()).isEqualTo(Verdict.NOT_DONE);
    }

    @Test
    void undoPutsBackTheNumberThatAlterSystemHadWrittenBefore() {
        write(Optional.of("25"));
        var plan = plan(300);
        assertThat(plan.stateBefore()).containsEntry("written before", "25");

        var done = execute(plan);
        execute(step.planUndo(done, server.target).orElseThrow());

        assertThat(written()).contains("25");
    }

    @Test
    void thePlanChangesNothing() {
        var before = written();

        plan(300);
        plan(7_000);

        assertThat(written()).isEqualTo(before);
    }

    private Plan plan(int limit) {
        return Plan.fromJson(
                step.plan(new SetMaxConnections.Order(limit), server.target).json());
    }

    private CompletedStep execute(Plan plan) {
        assertThat(step.execute(plan, server.target)).matches(Finding::succeeded);
        return new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH);
    }

    private Optional<String> written() {
        return admin.sql("select setting from pg_file_settings where name = 'max_connections'"
                        + " and sourcefile like '%/postgresql.auto.conf'")
                .query(String.class)
                .optional();
    }

    /** As a new session has it from the server, once that has read its files again. */
    private void untilPending(boolean pending) {
        Until.within(Duration.ofSeconds(30)).see("a restart is pending: " + pending, () -> {
            try (var fresh = server.session("postgres", "postgres-lab-tests-admin", Map.of())) {
                return LabPostgres.on(fresh)
                                .sql("select pending_restart from pg_settings where name = 'max_connections'")
                                .query(Boolean.class)
                                .single()
                        == pending;
            }
        });
    }

    private void write(Optional<String> value) {
        admin.sql(value.map(number -> "alter system set max_connections = " + Integer.valueOf(number))
                        .orElse("alter system reset max_connections"))
                .update();
        admin.sql("select pg_reload_conf()").query().singleValue();
    }
}
