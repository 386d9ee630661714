package dev.firebreak.lifecycle.command;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Audit;
import dev.firebreak.access.Role;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.status.StuckStep;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.variable.value.PrimitiveValue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Skips steps that are stuck, so that the process goes on without what they would have shown or done. A responder may
 * skip a step that only reads; what is part of a change is a commander's to skip, and only while it is known what the
 * step did.
 */
@Component
@Transactional
public class StuckStepSkips {

    private static final String SKIP = "skip";
    private static final Duration LOCK = Duration.ofSeconds(30);

    private final Incidents incidents;
    private final Timeline timeline;
    private final Audit audit;
    private final ProcessStatus status;
    private final ExternalTaskService tasks;
    private final RuntimeService runtime;
    private final Accounts accounts;
    private final ObjectProvider<ExternalTaskHandler> handlers;

    StuckStepSkips(
            Incidents incidents,
            Timeline timeline,
            Audit audit,
            ProcessStatus status,
            ExternalTaskService tasks,
            RuntimeService runtime,
            Accounts accounts,
            ObjectProvider<ExternalTaskHandler> handlers) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.audit = audit;
        this.status = status;
        this.tasks = tasks;
        this.runtime = runtime;
        this.accounts = accounts;
        this.handlers = handlers;
    }

    /**
     * Skips one. Throws {@link CommandForbidden} if only a commander may, {@link CommandRejected} if it can't be now. Takes
     * no lock on the incident: the ledger commits the end of a step in its own transaction, and its timeline line would
     * wait for that lock. Of two people who skip one step at once, the engine lets one through.
     *
     * @param id the {@link StuckStep#task} of a stuck step of this incident
     */
    public void skip(IncidentId incident, String id, String reason, String by) {
        incidents.get(incident);
        var step = status.stuckStepsOf(incident).stream()
                .filter(stuck -> id.equals(stuck.task()))
                .findFirst()
                .orElseThrow(() -> new CommandRejected(SKIP, incident, "no step of it with this id is stuck"));
        var task = tasks.createExternalTaskQuery().externalTaskId(id).singleResult();
        var handler = handlers.stream()
                .filter(it -> it.topic().equals(task.getTopicName()))
                .findFirst()
                .orElseThrow(() -> new CommandRejected(SKIP, incident, "no node knows its topic"));
        requireCommander(step, handler, by);
        var answer = handler.whenSkipped(seen(incident, task), reason)
                .orElseThrow(() -> new CommandRejected(
                        SKIP,
                        incident,
                        "\"" + step.activity() + "\" does more than read, and may have done it; try it again"
                                + " instead"));
        timeline.add(incident, "Skipped \"" + step.activity() + "\": " + reason, by, step.why());
        audit.record(
                incident.value(),
                by,
                "step.skipped",
                Map.of("topic", task.getTopicName(), "task", id, "reason", reason));
        complete(incident, step, task, answer);
    }

    private void requireCommander(StuckStep step, ExternalTaskHandler handler, String by) {
        var isCommander = accounts.find(by)
                .filter(it -> it.roles().contains(Role.COMMANDER))
                .isPresent();
        if (handler.isCommandersToSkip() && !isCommander) {
            throw new CommandForbidden(
                    "Only a commander can skip \"" + step.activity() + "\", because it is part of a change.");
        }
    }

    /** The task as its handler sees it, with strings, numbers and booleans only. */
    private dev.firebreak.worker.ExternalTask seen(IncidentId incident, ExternalTask task) {
        var variables = new HashMap<String, Object>();
        var typed = runtime.getVariablesTyped(task.getExecutionId(), false);
        for (var name : typed.keySet()) {
            if (typed.getValueTyped(name) instanceof PrimitiveValue<?> value && value.getValue() != null) {
                variables.put(name, value.getValue());
            }
        }
        return new dev.firebreak.worker.ExternalTask(
                task.getId(),
                task.getTopicName(),
                incident,
                task.getProcessInstanceId(),
                task.getProcessDefinitionKey(),
                task.getActivityId(),
                SKIP,
                variables);
    }

    private void complete(IncidentId incident, StuckStep step, ExternalTask task, Map<String, Object> answer) {
        var worker = "skipped-" + UUID.randomUUID();
        try {
            tasks.lock(task.getId(), worker, LOCK.toMillis());
            tasks.complete(task.getId(), worker, answer);
        } catch (BadUserRequestException e) {
            throw new CommandRejected(SKIP, incident, "\"" + step.activity() + "\" runs again");
        } catch (ProcessEngineException e) {
            if (OptimisticRetry.isConflict(e)) {
                throw e;
            }
            throw new CommandRejected(
                    SKIP, incident, "what follows \"" + step.activity() + "\" needs its result: " + e.getMessage());
        }
    }
}
