package dev.firebreak.engine.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.engine.TestModels;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@FirebreakTest
class EngineOperationsTests {

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private String deployment;
    private Task task;

    @BeforeEach
    void aProcessWithATaskForCommanders() {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("claims.bpmn", TestModels.process("claims", """
                        <bpmn:startEvent id="Start"/>
                        <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Work"/>
                        <bpmn:userTask id="Work" name="Work" camunda:candidateGroups="commander"/>
                        """))
                .deploy()
                .getId();
        var instance = engine.getRuntimeService().startProcessInstanceByKey("claims");
        task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult();
    }

    @AfterEach
    void nothingIsLeft() {
        engine.getIdentityService().clearAuthentication();
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    @Tag("H33")
    void noOperationOfTheEngineThatReadsByItsNameChangesAnything() {
        var reads = new ClassFileImporter()
                .importPackages("org.camunda.bpm.engine.impl.cmd", "org.camunda.bpm.engine.impl.dmn.cmd").stream()
                        .filter(type -> type.isAssignableTo(Command.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filter(type -> EngineOperations.isRead(type.reflect()))
                        .toList();

        assertThat(reads).hasSizeGreaterThan(80);
        assertThat(reads.stream().filter(EngineOperationsTests::writes).map(JavaClass::getName))
                .isEmpty();
    }

    /** Whether the command itself asks a manager of the engine to insert, delete or update. */
    private static boolean writes(JavaClass command) {
        return command.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().getSimpleName().matches("\\w+Manager"))
                .anyMatch(call -> call.getName().matches("(insert|delete|update|save|add).*"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Tag("H33")
    void theCleanUpOfTheHistoryIsNobodysToTouch(Role role) {
        var jobs = cleanUpJobs();
        assertThat(jobs).isNotEmpty();
        var job = jobs.get(0).getId();

        as(role);

        var management = engine.getManagementService();
        for (var attempt : List.<Runnable>of(
                () -> management.deleteJob(job),
                () -> management.executeJob(job),
                () -> management.suspendJobById(job),
                () -> management.setJobDuedate(job, null),
                () -> management.setJobPriority(job, 1),
                () -> engine.getHistoryService().deleteUserOperationLogEntry("x"),
                () -> engine.getTaskService().createAttachment("x", task.getId(), null, "x", "x", "https://x"),
                () -> engine.getTaskService().deleteTaskComment(task.getId(), "x"))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining("Firebreak does not allow this operation of the engine");
        }
        if (role != Role.ADMIN) {
            assertThatThrownBy(() -> management.setJobRetries(job, 1)).isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> engine.getHistoryService().cleanUpHistoryAsync(true))
                    .isInstanceOf(AuthorizationException.class);
        }
        engine.getIdentityService().clearAuthentication();
        assertThat(cleanUpJobs()).hasSameSizeAs(jobs);
    }

    private List<Job> cleanUpJobs() {
        return engine.getHistoryService().findHistoryCleanupJobs();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Tag("H33")
    void commentsAreForRespondersAndCommanders(Role role) {
        as(role);

        if (role == Role.RESPONDER || role == Role.COMMANDER) {
            engine.getTaskService().createComment(task.getId(), null, "looks bad");
        } else {
            assertThatThrownBy(() -> engine.getTaskService().createComment(task.getId(), null, "looks bad"))
                    .hasMessage("Your roles don't allow this. It is for: commander, responder");
        }
    }

    @Test
    @Tag("H34")
    void aClaimIsForOneself() {
        var cora = person(Role.COMMANDER, "cora");
        var carl = person(Role.COMMANDER, "carl");

        as(cora, Role.COMMANDER);
        for (var other : new String[] {carl, "ghost"}) {
            assertThatThrownBy(() -> engine.getTaskService().claim(task.getId(), other))
                    .isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining("for yourself only");
        }
        engine.getTaskService().claim(task.getId(), cora);
        as(carl, Role.COMMANDER);
        assertThatThrownBy(() -> engine.getTaskService().claim(task.getId(), null))
                .hasMessageContaining("for yourself only");

        assertThat(assignee()).isEqualTo(cora);
    }

    @Test
    @Tag("H34")
    void aPersonGivesAnOwnTaskBack() {
        var cora = person(Role.COMMANDER, "cora");
        as(cora, Role.COMMANDER);
        engine.getTaskService().claim(task.getId(), cora);

        engine.getTaskService().setAssignee(task.getId(), null);

        assertThat(assignee()).isNull();
    }

    @Test
    @Tag("H34")
    void aCommanderAssignsToACandidateWhoExists() {
        var cora = person(Role.COMMANDER, "cora");
        var carl = person(Role.COMMANDER, "carl");
        var rita = person(Role.RESPONDER, "rita");
        as(cora, Role.COMMANDER);

        for (var impossible : new String[] {"ghost", rita, "admin"}) {
            assertThatThrownBy(() -> engine.getTaskService().setAssignee(task.getId(), impossible))
                    .isInstanceOf(RestException.class)
                    .hasCauseInstanceOf(BadUserRequestException.class)
                    .hasMessageContaining("the assignee must be an account that is one of commander");
        }
        engine.getTaskService().setAssignee(task.getId(), carl);

        assertThat(assignee()).isEqualTo(carl);
        as(rita, Role.RESPONDER);
        assertThatThrownBy(() -> engine.getTaskService().setAssignee(task.getId(), cora))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    @Tag("H34")
    void anAdministratorMakesNobodyACandidate() {
        as(Role.ADMIN);

        for (var attempt : List.<Runnable>of(
                () -> engine.getTaskService().setAssignee(task.getId(), "admin"),
                () -> engine.getTaskService().addCandidateUser(task.getId(), "admin"),
                () -> engine.getTaskService().addCandidateGroup(task.getId(), "camunda-admin"),
                () -> engine.getTaskService().delegateTask(task.getId(), "admin"),
                () -> engine.getTaskService().setOwner(task.getId(), "admin"))) {
            assertThatThrownBy(attempt::run).isInstanceOfAny(AuthorizationException.class, RestException.class);
        }
    }

    @Test
    void whoIsNoCandidateHearsWhoIs() {
        as(person(Role.RESPONDER, "rita"), Role.RESPONDER);
        engine.getIdentityService().clearAuthentication();
        engine.getTaskService().addCandidateUser(task.getId(), "somebody");
        engine.getIdentityService().setAuthentication("admin", List.of("camunda-admin"));

        assertThatThrownBy(() -> engine.getTaskService().claim(task.getId(), "admin"))
                .hasMessage("'Work' is for commander, somebody; you are camunda-admin. Ask one of them, or an "
                        + "administrator for the role.");
    }

    @Test
    @Tag("H35")
    void anAdministratorEndsAProcessThatBelongsToNoIncidentAndTheAuditKnows() {
        as(Role.ADMIN);

        engine.getRuntimeService().deleteProcessInstance(task.getProcessInstanceId(), "runs away");

        engine.getIdentityService().clearAuthentication();
        assertThat(audited())
                .anyMatch(row -> row.contains("\"action\":\"engine.delete\"")
                        && row.contains(task.getProcessInstanceId())
                        && row.contains("\"actor\":\"admin\""));
    }

    @Test
    @Tag("H35")
    void theModelsOfIncidentsCanBeNeitherSuspendedNorDeleted() {
        var repository = engine.getRepositoryService();
        var lifecycle = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("incident-lifecycle")
                .latestVersion()
                .singleResult();
        as(Role.ADMIN);

        for (var attempt : List.<Runnable>of(
                () -> repository.suspendProcessDefinitionByKey("incident-lifecycle"),
                () -> repository.suspendProcessDefinitionById(lifecycle.getId(), true, null),
                () -> engine.getRuntimeService().suspendProcessInstanceByProcessDefinitionKey("triage"),
                () -> repository.deleteDeployment(lifecycle.getDeploymentId(), true),
                () -> repository.deleteProcessDefinition(lifecycle.getId(), true))) {
            assertThatThrownBy(attempt::run).isInstanceOf(AuthorizationException.class);
        }
        repository.suspendProcessDefinitionByKey("claims");
        repository.activateProcessDefinitionByKey("claims");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane.doe", "kim-lee", "max_m", "j@ops.example", "Rex2"})
    void loginsAreAsInTheCatalogue(String login) {
        as(Role.ADMIN);
        var user = engine.getIdentityService().newUser(login + suffix);
        user.setPassword("amber-lantern-1");
        engine.getIdentityService().saveUser(user);
        engine.getIdentityService().createMembership(login + suffix, "observer");

        assertThat(accounts.find(login + suffix)).isPresent();
        engine.getIdentityService().setAuthentication(login + suffix, List.of("observer"));
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .taskAssignee(login + suffix)
                        .count())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "jane doe", ".jane", "jane/doe", "*", "jané", "a;b"})
    void otherIdsAreRefusedAndItIsSaidWhatIsAllowed(String login) {
        as(Role.ADMIN);

        assertThatThrownBy(() -> engine.getIdentityService().newUser(login))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("id: must be a letter or digit, then letters, digits, dot, dash, underscore and @; at most "
                        + "63 characters");
        assertThatThrownBy(() -> engine.getIdentityService().newGroup(login))
                .isInstanceOf(InvalidRequestException.class);
    }

    private List<String> audited() {
        return jdbc.sql("select entry from audit_entry").query(String.class).list();
    }

    private String assignee() {
        engine.getIdentityService().clearAuthentication();
        return engine.getTaskService()
                .createTaskQuery()
                .taskId(task.getId())
                .singleResult()
                .getAssignee();
    }

    private void as(Role role) {
        as(role == Role.ADMIN ? "admin" : person(role, role.group()), role);
    }

    private void as(String person, Role role) {
        engine.getIdentityService().setAuthentication(person, List.of(role.group()));
    }

    private String person(Role role, String name) {
        engine.getIdentityService().clearAuthentication();
        accounts.createIfMissing(name + suffix, name, "x@example.org", "amber-lantern-1", Set.of(role));
        return name + suffix;
    }
}
