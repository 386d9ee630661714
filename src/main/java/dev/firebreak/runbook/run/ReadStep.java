package dev.firebreak.runbook.run;

import static dev.firebreak.runbook.definition.StepVariables.PHASE;
import static dev.firebreak.runbook.definition.StepVariables.TARGET;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.ParameterInvalid;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.definition.ParameterBinder;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import dev.firebreak.worker.NonRetryable;
import java.util.Map;
import java.util.Optional;

/** Handles the external tasks of a reading: its finding goes to the timeline, its attachments to the evidence. */
class ReadStep<O extends Record> implements ExternalTaskHandler {

    private final RunbookReading<O> reading;
    private final StepDefinition definition;
    private final Class<O> order;
    private final ParameterBinder binder;
    private final Admission admission;
    private final StepResultRecorder recorder;
    private final TimeLimit limit;

    @SuppressWarnings("unchecked") // StepDefinition reads O from this class
    ReadStep(
            RunbookReading<O> reading,
            ParameterBinder binder,
            Admission admission,
            StepResultRecorder recorder,
            TimeLimit limit) {
        this.reading = reading;
        this.definition = StepDefinition.of(reading.getClass());
        this.order = (Class<O>) definition.order();
        this.binder = binder;
        this.admission = admission;
        this.recorder = recorder;
        this.limit = limit;
    }

    @Override
    public String topic() {
        return definition.topic();
    }

    @Override
    public Map<String, Object> perform(ExternalTask task) throws Exception {
        if (task.get(PHASE) != null) {
            throw new NonRetryable(
                    topic() + " only reads: draw it as a service task, not as a call activity on run-step.");
        }
        var target = target(task.get(TARGET));
        var order = order(task, target);
        var finding = recorder.masked(limit.within(reading.timeLimit(), () -> reading.read(order, target)));
        recorder.record(task.incident(), definition, finding);
        return finding.variables();
    }

    @Override
    public Optional<Map<String, Object>> whenSkipped(ExternalTask task, String reason) {
        return Optional.of(reading.unread());
    }

    private Target target(String name) {
        return definition.onTarget() ? admission.targetForReading(name) : null;
    }

    private O order(ExternalTask task, Target target) {
        try {
            return binder.bind(topic(), order, task.variables(), target);
        } catch (ParameterInvalid e) {
            throw new NonRetryable(e.getMessage() + " Correct it, then retry this step in Cockpit.", e);
        }
    }

    @Override
    public String toString() {
        return reading.getClass().getName();
    }
}
