package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An administrator and the process of an open incident. */
@StoryTest
class IncidentGuardStoryTests {

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Incidents incidents;

    @Autowired
    Accounts accounts;

    @Autowired
    ProcessEngine engine;

    @Test
    @Tag("H35")
    void anAdministratorCanNotEndAnIncidentPastTheProduct() {
        accounts.createIfMissing("abe", "Abe", "abe@example.test", "amber-lantern-1", Set.of(Role.ADMIN));
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        var runtime = engine.getRuntimeService();
        var history = engine.getHistoryService();
        var instances = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .list();
        assertThat(instances).hasSizeGreaterThan(1);

        for (var instance : instances) {
            var id = instance.getId();
            for (var attempt : List.<Runnable>of(
                    () -> runtime.deleteProcessInstance(id, "x"),
                    () -> runtime.deleteProcessInstancesAsync(List.of(id), "x"),
                    () -> runtime.suspendProcessInstanceById(id),
                    () -> runtime.createProcessInstanceModification(id)
                            .cancelAllForActivity("x")
                            .execute(),
                    () -> runtime.setVariable(id, "severity", "P5"),
                    () -> runtime.createMessageCorrelation("incident-cancelled")
                            .processInstanceBusinessKey(incident.value())
                            .correlateAll(),
                    () -> history.deleteHistoricProcessInstance(id),
                    () -> history.deleteHistoricProcessInstancesAsync(List.of(id), "x"),
                    () -> engine.getExternalTaskService()
                            .fetchAndLock(1, "w")
                            .topic("notify.page", 1000)
                            .execute(),
                    () -> engine.getExternalTaskService().complete("any", "w"),
                    () -> engine.getExternalTaskService().handleFailure("any", "w", "x", 0, 0),
                    () -> engine.getExternalTaskService().unlock("any"))) {
                world.as(
                        "abe",
                        () -> assertThatThrownBy(attempt::run)
                                .isInstanceOf(AuthorizationException.class)
                                .hasMessageMatching("(?s).*(on its page|Retry in Cockpit|after 90 days).*"));
            }
        }

        lifecycle.cancelled(incident, "a false alarm", "carla");
        world.untilNothingMoves();
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.CANCELLED);
    }

    @Test
    void whoMayNotTakeCommandIsToldAtOnce() {
        accounts.createIfMissing("rita", "Rita", "rita@example.test", "amber-lantern-1", Set.of(Role.RESPONDER));
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        var task = world.task("UserTask_TakeCommand", incident).getId();

        for (var attempt : List.<Runnable>of(
                () -> engine.getTaskService().claim(task, "rita"),
                () -> engine.getTaskService().complete(task, Map.of()))) {
            world.as(
                    "rita",
                    () -> assertThatThrownBy(attempt::run)
                            .isInstanceOf(AuthorizationException.class)
                            .hasMessageContaining("'Take command' is for commander; you are responder"));
        }
    }
}
