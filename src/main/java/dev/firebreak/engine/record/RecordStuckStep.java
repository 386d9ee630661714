package dev.firebreak.engine.record;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import dev.firebreak.text.Text;
import java.util.List;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Writes each step that gets stuck to the timeline, in the engine's transaction: an external task or a job without
 * retries, which the engine calls an incident. Without this line, the record would lose it as soon as the process moves
 * on.
 */
public final class RecordStuckStep extends DefaultIncidentHandler {

    private static final int LONGEST = 300;

    private final ObjectProvider<Timeline> timeline;

    private RecordStuckStep(String type, ObjectProvider<Timeline> timeline) {
        super(type);
        this.timeline = timeline;
    }

    /** One for each type of stuck step. */
    public static List<RecordStuckStep> all(ObjectProvider<Timeline> timeline) {
        return List.of(
                new RecordStuckStep(Incident.FAILED_JOB_HANDLER_TYPE, timeline),
                new RecordStuckStep(Incident.EXTERNAL_TASK_HANDLER_TYPE, timeline));
    }

    @Override
    public Incident handleIncident(IncidentContext context, String message) {
        var execution = context.getExecutionId() == null
                ? null
                : Context.getCommandContext().getExecutionManager().findExecutionById(context.getExecutionId());
        if (execution != null) {
            record(execution, context.getActivityId(), message);
        }
        return super.handleIncident(context, message);
    }

    private void record(ExecutionEntity execution, String activity, String message) {
        var incident = execution.getProcessInstance().getBusinessKey();
        if (IncidentId.isForm(incident)) {
            timeline.getObject()
                    .decide(
                            new IncidentId(incident),
                            Decision.STEP_STUCK,
                            "Step stuck: " + label(execution, activity) + ": "
                                    + Text.shown(message == null ? "no reason given" : message, LONGEST),
                            "engine");
        }
    }

    private static String label(ExecutionEntity execution, String activity) {
        var drawn = activity == null ? null : execution.getProcessDefinition().findActivity(activity);
        return drawn == null || drawn.getName() == null ? String.valueOf(activity) : drawn.getName();
    }
}
