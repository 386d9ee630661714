package dev.firebreak.postmortem.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.engine.SharedMappers;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.postmortem.PostMortemFixture;
import dev.firebreak.postmortem.record.PostMortem.Status;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The post-mortem process with its delegates, on a real engine. */
class PostMortemProcessTests {

    @TempDir
    Path data;

    private PostMortemFixture fixture;
    private ProcessEngine engine;
    private IncidentId id;

    @BeforeEach
    void start() {
        fixture = new PostMortemFixture(data);
        engine = engine();
        id = fixture.resolved();
        engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "post-mortem",
                        id.value(),
                        Map.of("incidentId", id.value(), "severity", "P1", "commander", "carla"));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    @Tag("A110")
    void theTaskIsDueInFortyEightHoursAndTheDraftIsThere() {
        assertThat(task().getDueDate()).isEqualTo("2026-11-24T08:28:30Z");
        assertThat(task().getAssignee()).isEqualTo("carla");
        assertThat(fixture.postMortems.find(id)).isPresent();
        assertThat(engine.getTaskService().getVariables(task().getId()))
                .containsOnlyKeys(
                        "incidentId",
                        "severity",
                        "postMortemNeeded",
                        "commander",
                        "postMortemDue",
                        "postMortemEscalation",
                        "repeatIncident",
                        "dataAtRisk",
                        "securityIncident",
                        "incidentMinutes");
    }

    @Test
    void anIncompleteFormLeavesTheTaskWithAClearError() {
        var task = task().getId();

        fixture.submits("rex", id, Map.of("dataLoss", "no"));
        assertThatThrownBy(() -> engine.getTaskService().complete(task, Map.of("dataLoss", "no")))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("why1: is missing");

        assertThat(task().getId()).isEqualTo(task);
        assertThat(fixture.postMortems.get(id).finishedAt()).isNull();
    }

    @Test
    void aCompleteFormIsRecordedAndTheProcessEnds() {
        var form = new HashMap<String, Object>(Map.of("summary", "s", "dataLoss", "no", "why1", "w"));
        form.put("markFinal", true);
        fixture.submits("rex", id, form);

        engine.getTaskService().complete(task().getId(), Map.of("by", "carla", "summary", "another text"));

        assertThat(fixture.postMortems.get(id).status()).isEqualTo(Status.SUBMITTED);
        assertThat(fixture.postMortems.get(id).sections().summary()).isEqualTo("s");
        assertThat(fixture.postMortems.get(id).authors()).containsExactly("carla", "rex");
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().count())
                .isZero();
    }

    private Task task() {
        return engine.getTaskService().createTaskQuery().singleResult();
    }

    private ProcessEngine engine() {
        var name = "post-mortem-" + UUID.randomUUID();
        var configuration = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setMetricsEnabled(false);
        configuration.setBeans(new HashMap<>(fixture.delegates()));
        var engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("processes/post-mortem.bpmn")
                .addClasspathResource("processes/needs-post-mortem.dmn")
                .deploy();
        return engine;
    }
}
