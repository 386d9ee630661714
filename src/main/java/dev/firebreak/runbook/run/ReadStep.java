package dev.firebreak.runbook.run;

import static dev.firebreak.runbook.definition.StepVariables.PHASE;
import static dev.firebreak.runbook.definition.StepVariables.TARGET;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.catalog.SettingMissing;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterInvalid;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.definition.ParameterBinder;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.runbook.output.StepCancelled;
import dev.firebreak.runbook.output.StepOutputs;
import dev.firebreak.runbook.output.WatchedStep;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import dev.firebreak.worker.NonRetryable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Handles the external tasks of a reading: its finding goes to the timeline, its attachments to the evidence. */
class ReadStep<O extends Record> implements ExternalTaskHandler {

    private static final String CANCELLED =
            ". Try it again, or skip it: the process then goes on without what it would have seen.";

    private final RunbookReading<O> reading;
    private final StepDefinition definition;
    private final Class<O> order;
    private final ParameterBinder binder;
    private final Admission admission;
    private final StepResultRecorder recorder;
    private final TimeLimit limit;
    private final StepOutputs outputs;
    private final DisplayNames names;

    @SuppressWarnings("unchecked") // StepDefinition reads O from this class
    ReadStep(
            RunbookReading<O> reading,
            ParameterBinder binder,
            Admission admission,
            StepResultRecorder recorder,
            TimeLimit limit,
            StepOutputs outputs,
            DisplayNames names) {
        this.reading = reading;
        this.definition = StepDefinition.of(reading.getClass());
        this.order = (Class<O>) definition.order();
        this.binder = binder;
        this.admission = admission;
        this.recorder = recorder;
        this.limit = limit;
        this.outputs = outputs;
        this.names = names;
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
        var finding = recorder.masked(finding(task, order, target));
        recorder.record(task.incident(), definition, finding);
        var answer = new HashMap<>(reading.unread());
        answer.putAll(finding.variables());
        return answer;
    }

    private Finding finding(ExternalTask task, O order, Target target) throws Exception {
        var name = target == null ? null : target.name();
        try (var watched = outputs.watch(task.incident(), topic(), definition.title(), name, true)) {
            return limit.within(
                    reading.timeLimit(), WatchedStep.BEAT, watched::beat, () -> reading.read(order, target, watched));
        } catch (SettingMissing e) {
            return Finding.failed(e.getMessage());
        } catch (StepCancelled e) {
            throw new NonRetryable(names.of(e.by()) + " cancelled it: " + e.reason() + CANCELLED, e);
        }
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
