package dev.firebreak.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.command.StuckStepSkips;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.RequiredApprovals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.worker.ExternalTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A stuck part of a change is skipped: the ledger's own transaction waits for no lock of the skip. */
@FirebreakTest
class SkippedStepTests {

    private static final String TOPIC = "redis.set-eviction-policy";

    @Autowired
    StuckStepSkips skips;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    Ledger ledger;

    @Autowired
    ObjectProvider<RunbookDelegate<?>> delegates;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ExternalTaskService tasks;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private IncidentId incident;

    @BeforeEach
    void anIncident() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        incident =
                incidents.open(new NewIncident("Redis is full", "mosaic-redis", "memory-full", "redis", "test", false));
    }

    @AfterEach
    void noProcessIsLeft() {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .list()
                .forEach(it -> runtime.deleteProcessInstance(it.getId(), "the test ends"));
    }

    @ParameterizedTest
    @Tag("G16")
    @CsvSource({"Plan, PLANNED, REFUSED", "Execute, APPROVED, REFUSED", "Verify, SUCCEEDED, VERIFY_FAILED"})
    void aStuckPartOfAChangeIsSkippedAndItsStepEnds(String phase, StepState before, StepState after) {
        var step = new TransactionTemplate(transactions).execute(status -> stuck(phase, before));
        var task = tasks.createExternalTaskQuery()
                .processInstanceId(step.processInstance())
                .singleResult();

        skips.skip(incident, task.getId(), "It does not answer", "carla");

        assertThat(ledger.find(step.id())).get().extracting(Step::state).isEqualTo(after);
        assertThat(timeline.of(incident))
                .anyMatch(it -> it.what().equals("Skipped \"" + phase + " step\": It does not answer"));
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(step.processInstance())
                        .count())
                .isZero();
    }

    /** In one transaction, so that no worker sees the task before it has no retries left. */
    private Step stuck(String phase, StepState state) {
        Map<String, Object> variables =
                Map.of("incidentId", incident.value(), "step", TOPIC, "target", "mosaic-redis", "undo", false);
        var process = runtime.createProcessInstanceByKey("run-step")
                .businessKey(incident.value())
                .setVariables(variables)
                .startBeforeActivity("ServiceTask_" + phase + "Step")
                .execute()
                .getId();
        var task = tasks.createExternalTaskQuery().processInstanceId(process).singleResult();
        tasks.handleFailure(task.getId(), lockedBy(task.getId()), "it does not answer", 0, 0);
        var step = ledger.plan(planned(
                new ExternalTask(task.getId(), TOPIC, incident, process, "run-step", phase, "test", variables)));
        runtime.setVariable(process, "stepId", step.id().toString());
        jdbc.sql("update step set state = ? where id = ?")
                .params(state.name(), step.id())
                .update();
        return step;
    }

    private String lockedBy(String task) {
        tasks.lock(task, "test", 60_000);
        return "test";
    }

    private Step planned(ExternalTask task) {
        var definition = delegates.stream()
                .<BoundStep<?>>map(BoundStep::of)
                .map(BoundStep::definition)
                .filter(it -> it.topic().equals(TOPIC))
                .findFirst()
                .orElseThrow();
        return Step.planned(
                definition,
                task,
                "carla",
                Plan.to("Set it").on(List.of("redis")),
                new Step.ApprovalTerms(RequiredApprovals.ONE, "tier-2", "Set it"),
                Instant.now());
    }
}
