package dev.firebreak.lifecycle.status;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads from the engine how far the processes of an incident got: what runs and, until it is cleaned up, what ran. */
@Component
@Transactional(readOnly = true)
public class ProcessRuns {

    /** Bounds a page about an incident that loops; what is older is left out. */
    private static final int MOST_PROCESSES = 300;

    private static final int MOST_ACTIVITIES = 2_000;
    private static final int MAX_REASON_LENGTH = 300;

    private final HistoryService history;
    private final RuntimeService runtime;

    ProcessRuns(HistoryService history, RuntimeService runtime) {
        this.history = history;
        this.runtime = runtime;
    }

    /** The process instances of the incident, the newest first. */
    public List<ProcessRun> of(IncidentId incident) {
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .orderByProcessInstanceStartTime()
                .desc()
                .listPage(0, MOST_PROCESSES)
                .stream()
                .map(ProcessRuns::run)
                .toList();
    }

    /** Every activity, event and gateway that the process instance reached, in the order in which they began. */
    public List<ActivityRun> activities(ProcessRun process) {
        var found = new ArrayList<>(history.createHistoricActivityInstanceQuery()
                .processInstanceId(process.id())
                .orderByHistoricActivityInstanceStartTime()
                .desc()
                .orderPartiallyByOccurrence()
                .desc()
                .listPage(0, MOST_ACTIVITIES));
        var runs = new LinkedHashMap<String, ActivityRun>();
        for (var n = found.size() - 1; n >= 0; n--) {
            var begun = found.get(n);
            if (!begun.getActivityType().equals(ActivityTypes.MULTI_INSTANCE_BODY)) {
                runs.merge(begun.getActivityId(), activity(begun), ProcessRuns::latest);
            }
        }
        if (process.endedAt() == null) {
            addQueued(runs, process);
            addStuck(runs, process);
        }
        return List.copyOf(runs.values());
    }

    /** The history knows an asynchronous activity only once a job has begun it. */
    private void addQueued(Map<String, ActivityRun> runs, ProcessRun process) {
        var root = runtime.getActivityInstance(process.id());
        if (root == null) {
            return;
        }
        var open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            var scope = open.remove(open.size() - 1);
            open.addAll(List.of(scope.getChildActivityInstances()));
            for (var queued : scope.getChildTransitionInstances()) {
                var before = runs.get(queued.getActivityId());
                runs.put(
                        queued.getActivityId(),
                        new ActivityRun(
                                queued.getActivityId(),
                                RunState.ACTIVE,
                                before == null ? null : before.called(),
                                null,
                                before == null ? 1 : before.times(),
                                before == null ? null : before.from(),
                                null,
                                null));
            }
        }
    }

    private void addStuck(Map<String, ActivityRun> runs, ProcessRun process) {
        var reasons = new HashMap<String, String>();
        for (var stuck :
                runtime.createIncidentQuery().processInstanceId(process.id()).list()) {
            if (stuck.getActivityId() != null) {
                reasons.put(stuck.getActivityId(), reason(stuck));
            }
        }
        runs.replaceAll((activity, run) -> reasons.containsKey(activity)
                ? new ActivityRun(
                        activity,
                        RunState.STUCK,
                        run.called(),
                        run.task(),
                        run.times(),
                        run.from(),
                        null,
                        Text.preview(reasons.get(activity), MAX_REASON_LENGTH))
                : run);
    }

    private static String reason(Incident stuck) {
        return stuck.getId().equals(stuck.getCauseIncidentId())
                ? Objects.toString(stuck.getIncidentMessage(), "no reason given")
                : "A step of the process that it called is stuck.";
    }

    /** Several at a time, as in a multi-instance activity, are one that is done when the last one is. */
    private static ActivityRun latest(ActivityRun before, ActivityRun now) {
        var shown = before.state() == RunState.ACTIVE && now.state() != RunState.ACTIVE ? before : now;
        return new ActivityRun(
                shown.activity(),
                shown.state(),
                shown.called(),
                shown.task(),
                before.times() + now.times(),
                shown.from(),
                shown.to(),
                null);
    }

    private static ActivityRun activity(HistoricActivityInstance begun) {
        var isOpen = begun.getEndTime() == null;
        var ended = begun.isCanceled() ? RunState.CANCELLED : RunState.DONE;
        return new ActivityRun(
                begun.getActivityId(),
                isOpen ? RunState.ACTIVE : ended,
                begun.getCalledProcessInstanceId(),
                isOpen ? begun.getTaskId() : null,
                1,
                instant(begun.getStartTime()),
                instant(begun.getEndTime()),
                null);
    }

    private static ProcessRun run(HistoricProcessInstance process) {
        return new ProcessRun(
                process.getId(),
                process.getSuperProcessInstanceId(),
                process.getProcessDefinitionId(),
                process.getProcessDefinitionKey(),
                instant(process.getStartTime()),
                instant(process.getEndTime()));
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }
}
