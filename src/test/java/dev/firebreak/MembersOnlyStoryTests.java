package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentMembers.Member;
import dev.firebreak.incident.IncidentMembers.Part;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A security incident in the engine: only its members see it there, from its first moment to its end. */
@StoryTest
class MembersOnlyStoryTests {

    private static final Map<String, Object> SECURITY = Map.of("alertSeverity", "critical", "securityIssue", "yes");

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentMembers members;

    @Autowired
    Accounts accounts;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void peopleAreThere() {
        hire("carla", Role.COMMANDER);
        hire("cora", Role.COMMANDER);
        hire("olivia", Role.OBSERVER);
        hire("abe", Role.ADMIN);
    }

    @Test
    @Tag("H29")
    void aSecurityIncidentIsHiddenFromEverybodyElseFromTheFirstMomentToTheLast() {
        var incident = world.raise("mosaic-gitea", "high-load", SECURITY);
        world.untilNothingMoves();
        members.add(incident, "carla", Part.ADDED);
        assertHidden(incident);

        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        assertHidden(incident);
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "Locked out"));
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(5));
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Locked out", "rootCause", "A leaked key"));
        world.completes(
                "carla",
                "UserTask_CompletePostMortem",
                incident,
                Map.of("summary", "A leaked key", "dataLoss", "no", "why1", "No rotation", "markFinal", true));

        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.CLOSED);
        assertHidden(incident);
    }

    @Test
    @Tag("H29")
    void aSecurityIncidentThatAPersonStartsInTasklistIsHiddenToo() {
        hire("rita", Role.RESPONDER);
        var started = new AtomicReference<IncidentId>();

        world.as(
                "rita",
                () -> started.set(new IncidentId(engine.getRuntimeService()
                        .startProcessInstanceByKey(
                                "incident-lifecycle",
                                Map.of(
                                        "title", "Odd logins",
                                        "service", "mosaic-gitea",
                                        "usersAffected", "some",
                                        "dataRisk", "unknown",
                                        "securityIssue", "yes",
                                        "lifeSafety", "no"))
                        .getBusinessKey())));
        assertHidden(started.get());
        world.untilNothingMoves();

        assertHidden(started.get());
        assertThat(visibleTo("rita", started.get())).isPositive();
        assertThat(members.of(started.get())).extracting(Member::person).contains("rita");
    }

    @Test
    @Tag("H29")
    void anIncidentThatAlertsTurnIntoASecurityIncidentIsHiddenFromThenOn() {
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        assertThat(visibleTo("olivia", incident)).isPositive();

        lifecycle.alertsJoined(Map.of(incident, List.of(SECURITY)));
        assertHidden(incident);
        world.untilNothingMoves();

        assertHidden(incident);
        assertThat(world.timelineOf(incident))
                .containsOnlyOnce("Security issue: from now on only the incident's members see it");
    }

    @Test
    void whetherItIsASecurityIssueIsUnknown_soEverybodyHelps() {
        var incident = world.raise(
                "mosaic-gitea", "high-load", Map.of("alertSeverity", "critical", "securityIssue", "unknown"));
        world.untilNothingMoves();

        assertThat(visibleTo("olivia", incident)).isPositive();
    }

    @Test
    void whoIsPagedAcknowledgesCommandsOrHasATaskIsAMember() {
        var incident = world.raise("mosaic-gitea", "high-load", SECURITY);
        world.untilNothingMoves();
        lifecycle.acknowledged(incident, "rick");
        world.untilNothingMoves();
        members.add(incident, "carla", Part.ADDED);
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        lifecycle.handOverProposed(incident, "cora", "carla");
        world.untilNothingMoves();
        world.completes("cora", "UserTask_AnswerHandOver", incident, Map.of("handOverAnswer", "accept"));
        var task = world.task("UserTask_ConfirmSeverity", incident).getId();
        hire("cleo", Role.COMMANDER);
        world.as("cora", () -> engine.getTaskService().setAssignee(task, "cleo"));

        var parts = new TreeMap<String, Part>();
        members.of(incident).forEach(member -> parts.put(member.person(), member.part()));
        assertThat(parts)
                .containsEntry("rex", Part.PAGED)
                .containsEntry("rick", Part.RESPONDER)
                .containsKey("carla")
                .containsEntry("cora", Part.ASSIGNEE)
                .containsEntry("cleo", Part.ASSIGNEE)
                .doesNotContainKeys("olivia", "abe");
    }

    /** No row of the engine lacks the mark, and none is visible to an observer, a commander or an administrator. */
    private void assertHidden(IncidentId incident) {
        assertThat(rowsWithoutTenant(incident)).isEmpty();
        for (var stranger : List.of("olivia", "cora", "abe")) {
            assertThat(visibleTo(stranger, incident)).as(stranger).isZero();
        }
        var instance = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .list()
                .get(0)
                .getId();
        if (!world.isOver(incident)) {
            world.as(
                    "abe",
                    () -> assertThatThrownBy(() -> engine.getRuntimeService().getActivityInstance(instance))
                            .isInstanceOf(InvalidRequestException.class)
                            .hasMessage("There is nothing here."));
        }
    }

    private long visibleTo(String person, IncidentId incident) {
        var seen = new long[1];
        var key = incident.value();
        world.as(person, () -> {
            var history = engine.getHistoryService();
            var runtime = engine.getRuntimeService();
            var running = runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(key)
                    .count();
            var past = history.createHistoricProcessInstanceQuery()
                    .processInstanceBusinessKey(key)
                    .count();
            var tasks = engine.getTaskService()
                    .createTaskQuery()
                    .processInstanceBusinessKey(key)
                    .count();
            var oldTasks = history.createHistoricTaskInstanceQuery()
                    .processInstanceBusinessKey(key)
                    .count();
            var variables = runtime.createVariableInstanceQuery().listPage(0, 2000).stream()
                    .filter(variable -> key.equals(variable.getValue()))
                    .count();
            var oldVariables = history.createHistoricVariableInstanceQuery()
                    .variableValueEquals("incidentId", key)
                    .count();
            seen[0] = running + past + tasks + oldTasks + variables + oldVariables;
        });
        return seen[0];
    }

    /** Rows of the incident's processes in every table of the engine that has a tenant. */
    private Map<String, Long> rowsWithoutTenant(IncidentId incident) {
        var instances = "(select ID_ from ACT_HI_PROCINST where ROOT_PROC_INST_ID_ in"
                + " (select ROOT_PROC_INST_ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = ?))";
        var rows = new TreeMap<String, Long>();
        jdbc.sql("""
                        select t.table_name, i.column_name from information_schema.columns t
                        join information_schema.columns i
                          on i.table_name = t.table_name and i.table_schema = t.table_schema
                        where t.table_schema = 'PUBLIC' and t.column_name = 'TENANT_ID_' and t.table_name like 'ACT_%'
                          and i.column_name in ('PROC_INST_ID_', 'PROCESS_INSTANCE_ID_')""")
                .query((row, n) -> List.of(row.getString(1), row.getString(2)))
                .list()
                .forEach(table -> rows.put(
                        table.get(0),
                        jdbc.sql("select count(*) from " + table.get(0) + " where TENANT_ID_ is null and "
                                        + table.get(1) + " in " + instances)
                                .param(incident.value())
                                .query(Long.class)
                                .single()));
        assertThat(rows)
                .containsKeys("ACT_RU_TASK", "ACT_RU_JOB", "ACT_RU_EXECUTION", "ACT_HI_VARINST", "ACT_HI_OP_LOG");
        rows.values().removeIf(count -> count == 0);
        return rows;
    }

    private void hire(String id, Role role) {
        accounts.createIfMissing(id, id, id + "@example.test", "amber-lantern-1", Set.of(role));
    }
}
