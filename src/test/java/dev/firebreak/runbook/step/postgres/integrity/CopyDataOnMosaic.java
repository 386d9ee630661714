package dev.firebreak.runbook.step.postgres.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.DockerExec;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import dev.firebreak.runbook.step.postgres.LabPostgres;
import dev.firebreak.runbook.step.postgres.basebackup.ContainerBaseBackups;
import dev.firebreak.runbook.step.postgres.jdbc.JdbcIntegrityServers;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A copy of a real server in a container. */
@Tag("A060")
public abstract class CopyDataOnMosaic {

    private static final String COPIES = "/var/lib/postgresql/copies";
    private static final CopyData.Order WITHIN = new CopyData.Order(Duration.ofSeconds(60));

    private final LabPostgres server = new LabPostgres();
    private final DockerEngine engine = LabDocker.engine();
    private final CopyData step = new CopyData(
            new JdbcIntegrityServers(server.databases()), new ContainerBaseBackups(engine, new DockerExec(engine)));

    @BeforeEach
    void aPlaceForCopies() {
        inside("mkdir -p " + COPIES);
    }

    @AfterEach
    void thePlaceIsGone() throws Exception {
        inside("rm -rf " + COPIES);
        copyingIsAllowed(false);
        server.close();
        engine.destroy();
    }

    @Test
    void allFilesAreCopiedWithTheirHashes_andAChangedCopyIsNoCopy() throws Exception {
        copyingIsAllowed(true);
        var target = target(COPIES);

        var plan = Plan.fromJson(step.plan(WITHIN, target).json());
        assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.NOT_DONE);
        assertThat(step.execute(plan, target)).matches(Finding::succeeded);

        assertThat(step.verify(plan, target).seen()).contains("each file in " + COPIES + "/firebreak-");
        var folder = plan.stateBefore().get("folder");
        inside("echo x >>" + folder + "/PG_VERSION");
        assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(step.execute(plan, target))
                .as("an existing copy is never overwritten")
                .matches(again -> !again.succeeded());
    }

    @Test
    void whereTheServerLetsNobodyCopy_itIsSaidWhatToDo() throws Exception {
        var target = target(COPIES);
        var plan = step.plan(WITHIN, target);

        var ended = step.execute(plan, target);

        assertThat(ended.succeeded()).isFalse();
        assertThat(ended.summary()).contains("no copy was made", "pg_hba.conf");
        assertThat(step.verify(plan, target).verdict()).isNotEqualTo(Verdict.DONE);
    }

    @Test
    void aPlaceThatIsNotThereOrNotNamedIsRefusedBeforeAnythingHappens() throws Exception {
        assertThat(step.plan(WITHIN, target("/nowhere/copies")).obstacle())
                .contains("There is no folder /nowhere/copies");
        assertThat(step.plan(WITHIN, target("/a/../b; rm -rf /")).obstacle()).contains("names no place for copies");
        assertThat(step.plan(WITHIN, target("--help")).obstacle()).contains("names no place for copies");
    }

    private Target target(String copies) {
        var lab = LabPostgres.target("firebreak");
        var settings = new HashMap<>(lab.settings());
        settings.put("container", "mosaic-postgres");
        settings.put("copies", copies);
        return new Target(lab.name(), lab.kind(), lab.tier(), true, false, settings, lab.parameters());
    }

    /** The line that an operator adds for copies. */
    private static void copyingIsAllowed(boolean allowed) {
        inside("sed -i '/^local replication/d' /var/lib/postgresql/data/pg_hba.conf"
                + (allowed
                        ? " && echo 'local replication all peer map=lab' >>/var/lib/postgresql/data/pg_hba.conf"
                        : "")
                + " && psql -U postgres -qAtc 'select pg_reload_conf()' && sleep 0.3");
    }

    private static String inside(String line) {
        return LabDocker.docker("exec", "mosaic-postgres", "sh", "-c", line);
    }
}
