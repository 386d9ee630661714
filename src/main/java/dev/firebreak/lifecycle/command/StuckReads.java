package dev.firebreak.lifecycle.command;

import dev.firebreak.access.Audit;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.status.StuckStep;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Skips steps that only read and are stuck, so that the process goes on without what they would have shown. A step that
 * changes something can't be skipped here: its outcome is settled by the commander.
 */
@Component
@Transactional
public class StuckReads {

    private static final String SKIP = "skip";
    private static final Duration LOCK = Duration.ofSeconds(30);

    private final Incidents incidents;
    private final Timeline timeline;
    private final Audit audit;
    private final ProcessStatus status;
    private final ExternalTaskService tasks;
    private final ObjectProvider<ExternalTaskHandler> handlers;

    StuckReads(
            Incidents incidents,
            Timeline timeline,
            Audit audit,
            ProcessStatus status,
            ExternalTaskService tasks,
            ObjectProvider<ExternalTaskHandler> handlers) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.audit = audit;
        this.status = status;
        this.tasks = tasks;
        this.handlers = handlers;
    }

    /** @param id the {@link StuckStep#task} of a stuck step of this incident */
    public void skip(IncidentId incident, String id, String reason, String by) {
        incidents.lock(incident);
        var step = status.stuckStepsOf(incident).stream()
                .filter(stuck -> id.equals(stuck.task()))
                .findFirst()
                .orElseThrow(() -> new CommandRejected(SKIP, incident, "no step of it with this id is stuck"));
        var task = tasks.createExternalTaskQuery().externalTaskId(id).singleResult();
        var answer = handlers.stream()
                .filter(handler -> handler.topic().equals(task.getTopicName()))
                .findFirst()
                .flatMap(ExternalTaskHandler::whenSkipped)
                .orElseThrow(() -> new CommandRejected(
                        SKIP, incident, "\"" + step.activity() + "\" does more than read; try it again instead"));
        timeline.add(incident, "Skipped \"" + step.activity() + "\": " + reason, by, step.why());
        audit.record(
                incident.value(),
                by,
                "step.skipped",
                Map.of("topic", task.getTopicName(), "task", id, "reason", reason));
        complete(incident, step, task, answer);
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
