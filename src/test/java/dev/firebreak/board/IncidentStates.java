package dev.firebreak.board;

import dev.firebreak.access.Accounts;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.engine.TaskForms;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.engine.TaskForms.OpenForm;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.lab.Until;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Leads incidents to their states through the process, as one commander does who answers each task. */
class IncidentStates {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    TaskForms tasks;

    @Autowired
    Accounts accounts;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService jobs;

    private final String commander;

    /** @param commander the login of an account with the role commander */
    IncidentStates(String commander) {
        this.commander = commander;
    }

    /** An incident that nobody has acknowledged. */
    IncidentId open(String title) {
        return lifecycle.open(new IncidentReport(
                title,
                "mosaic-web",
                "5xx",
                null,
                "test",
                "One request in five fails.",
                false,
                Map.of("alertSeverity", "critical", "usersAffected", "many")));
    }

    /** The commander leads, and an update is due. */
    IncidentId responding(String title) {
        var incident = open(title);
        answers(incident, FormKeys.TAKE_COMMAND, Map.of());
        answers(incident, FormKeys.CONFIRM_SEVERITY, Map.of("confirmedSeverity", "P1"));
        task(incident, FormKeys.LEAD_RESPONSE);
        task(incident, FormKeys.INFORM_STAKEHOLDERS);
        return incident;
    }

    /** Stabilised, and the alerts have not cleared. */
    IncidentId watched(String title) {
        var incident = responding(title);
        answers(incident, FormKeys.LEAD_RESPONSE, Map.of("mitigation", "The last release is rolled back."));
        task(incident, FormKeys.WATCH_RECOVERY);
        return incident;
    }

    /** The alerts have cleared; that has to hold. */
    IncidentId recovering(String title) {
        var incident = watched(title);
        despite(() -> lifecycle.alertsCleared(incident));
        Until.within(SOON).see("the hold", () -> hold(incident) != null);
        jobs.setJobDuedate(hold(incident).getId(), Date.from(Instant.now().plusSeconds(3_000))); // longer than a test
        return incident;
    }

    /** A commander has to confirm that it is over. */
    IncidentId recovered(String title) {
        var incident = recovering(title);
        jobs.executeJob(hold(incident).getId());
        task(incident, FormKeys.CONFIRM_RESOLUTION);
        return incident;
    }

    /** Not resolved after all: the recovery has to hold again. */
    IncidentId notYetResolved(String title) {
        var incident = recovered(title);
        answers(incident, FormKeys.CONFIRM_RESOLUTION, Map.of("resolutionDecision", "not-yet"));
        Until.within(SOON).see("the hold", () -> hold(incident) != null);
        return incident;
    }

    /** The post-mortem is to be written. */
    IncidentId resolved(String title) {
        var incident = recovered(title);
        answers(
                incident,
                FormKeys.CONFIRM_RESOLUTION,
                Map.of("resolutionDecision", "resolved", "resolution", "The release is rolled back."));
        task(incident, FormKeys.COMPLETE_POST_MORTEM);
        return incident;
    }

    /** Steps in the background move the process meanwhile. */
    static void despite(Runnable command) {
        OptimisticRetry.call(() -> {
            command.run();
            return null;
        });
    }

    private Job hold(IncidentId incident) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(incident.value()).list().stream()
                .map(ProcessInstance::getId)
                .flatMap(process -> jobs.createJobQuery().processInstanceId(process).timers().list().stream())
                .filter(job -> job.getProcessDefinitionKey().equals("resolution"))
                .findFirst()
                .orElse(null);
    }

    /** Waits for the task and answers it. */
    void answers(IncidentId incident, String form, Map<String, Object> values) {
        var task = task(incident, form);
        var person = accounts.find(commander).orElseThrow();
        despite(() -> tasks.complete(person, new OpenForm(task.id(), form), new HashMap<>(values), null));
    }

    /** Waits for an open task with this form. */
    FormTask task(IncidentId incident, String form) {
        Until.within(SOON).see(form + " of " + incident, () -> find(incident, form) != null);
        return find(incident, form);
    }

    private FormTask find(IncidentId incident, String form) {
        return tasks.of(incident.value()).stream()
                .filter(task -> task.form().equals(form))
                .findFirst()
                .orElse(null);
    }
}
