package dev.firebreak.runbook.step.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.engine.TestModels;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.Lifecycle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** What people with one role too few tried alone, each by a deployed model or an interface of the engine. */
@StoryTest
@Import(PoolExhaustedStoryTests.Server.class)
@TestPropertySource(properties = "firebreak.docker.host=unix:///nowhere/docker.sock")
class PolicyAttackStoryTests {

    private static final String APPROVE = "UserTask_ApproveStep";
    private static final Map<String, Object> YES = Map.of("approved", "true");

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Incidents incidents;

    @Autowired
    FakePostgres server;

    private final List<String> deployments = new ArrayList<>();

    @BeforeEach
    void peopleAreThere() {
        person("carla", Role.COMMANDER);
        person("cora", Role.COMMANDER);
        person("carl", Role.COMMANDER, Role.MODELER);
        person("adele", Role.ADMIN);
        server.sessions.clear();
        server.inForce = 20;
    }

    @AfterEach
    void nothingIsLeft() {
        deployments.forEach(id -> engine.getRepositoryService().deleteDeployment(id, true));
    }

    @Test
    void aTableThatAsksNobodyIsNotBelieved() throws IOException {
        deploy("policy-automatic.dmn", Map.of());
        var incident = raised();

        ordered("run-step", incident, "postgres.set-max-connections");

        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.startsWith("Refused: Set max_connections on mosaic-postgres: needs 1 approval"))
                .noneMatch(line -> line.startsWith("Dry run"));
    }

    @Test
    @Tag("H27")
    void aModelThatItsOwnTimerStartsActsOnNoIncident() throws IOException {
        deploy("policy-automatic.dmn", Map.of());
        var incident = raised();
        var before = world.timelineOf(incident);
        deploy("policy-alone.bpmn", Map.of("INCIDENT", incident.value()));

        var timer = engine.getManagementService()
                .createJobQuery()
                .processDefinitionKey("policy-alone")
                .singleResult();
        assertThatThrownBy(() -> engine.getManagementService().executeJob(timer.getId()))
                .hasMessageContaining("this process belongs to no incident: a process acts only on its own incident");
        world.untilNothingMoves();

        assertThat(world.timelineOf(incident)).isEqualTo(before);
    }

    @Test
    @Tag("H27")
    void aMessageOfAnIncidentStartsNoModelOfItsOwn() {
        var model = TestModels.definitions("""
                <bpmn:process id="by-message" isExecutable="true">
                  <bpmn:startEvent id="StartEvent_Acknowledged"><bpmn:messageEventDefinition messageRef="M"/></bpmn:startEvent>
                  <bpmn:sequenceFlow id="A" sourceRef="StartEvent_Acknowledged" targetRef="End"/>
                  <bpmn:endEvent id="End"/>
                </bpmn:process>
                <bpmn:message id="M" name="acknowledged"/>
                """);
        var deployment = engine.getRepositoryService().createDeployment().addString("by-message.bpmn", model);

        assertThatThrownBy(deployment::deploy)
                .hasMessageContaining("StartEvent_Acknowledged: a message can't start a process");
    }

    @Test
    @Tag("H13")
    void whoDeployedTheModelDoesNotApproveItsStep() throws IOException {
        world.as("carl", () -> deployQuietly("own-model.bpmn"));
        var incident = raised();
        ordered("own-model", incident, "postgres.set-max-connections");

        assertThatThrownBy(() -> world.completes("carl", APPROVE, incident, YES))
                .hasMessageContaining("You deployed own-model.bpmn, so another person has to approve it.");

        assertThat(world.variable(incident, "run-step", "requestedBy")).isEqualTo("runbook");
        world.completes("cora", APPROVE, incident, YES);
        assertThat(world.timelineOf(incident)).contains("Approved: Set max_connections on mosaic-postgres");
    }

    @Test
    @Tag("H13")
    void whoDeclaredTheIncidentDoesNotApproveItsStep() {
        var incident = lifecycle.declare(
                new IncidentReport("It is slow", "mosaic-bookstack", "slow", null, "carla", null, false, Map.of()));
        world.untilNothingMoves();
        ordered("run-step", incident, "postgres.set-max-connections");

        assertThatThrownBy(() -> world.completes("carla", APPROVE, incident, YES))
                .hasMessageContaining("You reported the incident, so another person has to approve it.");
    }

    @Test
    @Tag("H13")
    void whoChangedTheSeverityDoesNotApproveTheStep() {
        var incident = raised();
        lifecycle.severityChanged(incident, Severity.P1, "because", "carla");
        ordered("run-step", incident, "postgres.set-max-connections");

        assertThatThrownBy(() -> world.completes("carla", APPROVE, incident, YES))
                .hasMessageContaining("You decided its severity, so another person has to approve it.");
        assertThat(incidents.severityBy(incident)).hasValue("carla");
    }

    @Test
    @Tag("H13")
    void anAdministratorWhoMakesHerselfCommanderApprovesNothingForAnHour() {
        var incident = raised();
        ordered("run-step", incident, "postgres.set-max-connections");
        world.as("adele", () -> engine.getIdentityService().createMembership("adele", "commander"));

        assertThatThrownBy(() -> world.completes("adele", APPROVE, incident, YES))
                .hasMessageContaining("adele changed the roles or the password of adele less than 1 hour ago");

        world.passes(Duration.ofMinutes(61));
        world.completes("adele", APPROVE, incident, YES);
        assertThat(world.timelineOf(incident)).contains("Approved: Set max_connections on mosaic-postgres");
    }

    @Test
    @Tag("F22")
    void whatWasApprovedBeforeLifeSafetyWasDeclaredDoesNotRun() {
        var incident = raised();
        ordered("run-step", incident, "postgres.set-max-connections");
        var task = world.task(APPROVE, incident);
        world.as("carla", () -> engine.getTaskService().complete(task.getId(), YES));

        lifecycle.lifeSafetyDeclared(incident, "people are in the lift", "cora");
        world.untilNothingMoves();

        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.startsWith(
                        "Refused: Set max_connections on mosaic-postgres: " + "authorize-step forbids it now"));
    }

    @ParameterizedTest
    @Tag("H27")
    @ValueSource(
            strings = {
                "recordUpdateDelegate",
                "recordResolutionDelegate",
                "recordCancellationDelegate",
                "recordMergeDelegate",
                "recordCommandDelegate",
                "recordHandOverDelegate",
                "recordHandOverProposalDelegate",
                "recordRoleDelegate",
                "recordFindingsDelegate",
                "recordHandOverAnswerDelegate",
                "recordMissingAnswerDelegate",
                "recordSeverityChangeDelegate",
                "recordLifeSafetyDelegate",
                "recordAssessmentDelegate",
                "recordStabilisationDelegate",
                "recordPostMortemDelegate",
                "closeIncidentDelegate",
            })
    void noModelSignsForAPerson_neitherInItsOwnIncidentNorInAnother(String delegate) throws IOException {
        var incident = raised();
        var before = world.timelineOf(incident);
        var record = incidents.get(incident);
        deploy(
                "publish.bpmn",
                Map.of("INCIDENT", incident.value(), "DELEGATE", delegate, "FIRST", "ServiceTask_Record"));

        assertThatThrownBy(() -> start("publish", incident.value()))
                .hasMessageMatching("No person has given the command .*|.* is not resolved, so it can't be closed.");
        assertThatThrownBy(() -> start("publish", raised().value()))
                .hasMessageContaining("a process can't write to another incident");
        assertThatThrownBy(() -> start("publish", null)).hasMessageContaining("belongs to no incident");

        assertThat(world.timelineOf(incident)).isEqualTo(before);
        assertThat(incidents.get(incident)).isEqualTo(record);
    }

    @Test
    @Tag("H27")
    void whatNoCommanderWroteGoesToNoCustomer() throws IOException {
        var incident = raised();
        var other = raised();
        var before = world.timelineOf(other);
        deploy(
                "publish.bpmn",
                Map.of(
                        "INCIDENT",
                        incident.value(),
                        "DELEGATE",
                        "recordUpdateDelegate",
                        "FIRST",
                        "ServiceTask_Announce"));

        start("publish", incident.value());
        start("publish", other.value());
        world.untilNothingMoves();

        assertThat(world.timelineOf(incident))
                .contains("Not announced (update) to customers, executives: no commander gave this text for them")
                .noneMatch(line -> line.contains("Olivia"));
        assertThat(world.timelineOf(other))
                .filteredOn(line -> !line.startsWith("Step stuck: ServiceTask_Announce: "))
                .isEqualTo(before);
    }

    @Test
    @Tag("H27")
    void whatACommanderWroteForCustomersGoesToThem_andOnlyThisText() {
        var incident = raised();

        lifecycle.updateGiven(incident, "We are on it.", "customers", null, "carla");
        world.untilNothingMoves();

        assertThat(world.timelineOf(incident))
                .contains("Update: We are on it.")
                .anyMatch(line -> line.contains("(update)") && line.endsWith("Olivia Observer"));
    }

    private IncidentId raised() {
        var incident = world.raise("mosaic-bookstack", "slow", Map.of("alertSeverity", "medium"));
        world.untilNothingMoves();
        return incident;
    }

    private void ordered(String process, IncidentId incident, String step) {
        engine.getRuntimeService()
                .startProcessInstanceByKey(
                        process,
                        incident.value(),
                        Map.of(
                                "incidentId",
                                incident.value(),
                                "step",
                                step,
                                "limit",
                                300,
                                "target",
                                "mosaic-postgres",
                                "undo",
                                false));
        world.untilNothingMoves();
    }

    private void start(String process, String incident) {
        engine.getRuntimeService().startProcessInstanceByKey(process, incident);
    }

    private void person(String id, Role... roles) {
        accounts.createIfMissing(id, id, id + "@example.test", "walks-the-dog-at-dawn", Set.of(roles));
    }

    private void deployQuietly(String file) {
        try {
            deploy(file, new HashMap<>());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deploy(String file, Map<String, String> values) throws IOException {
        var model = Files.readString(Path.of("src/test/resources/attacks", file));
        for (var value : values.entrySet()) {
            model = model.replace(value.getKey(), value.getValue());
        }
        deployments.add(engine.getRepositoryService()
                .createDeployment()
                .addString(file, model)
                .deploy()
                .getId());
    }
}
