package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.lifecycle.Work;
import dev.firebreak.lifecycle.WorkImpossible;
import java.util.Map;

/** The work behind a reading's topic. What it saw goes to the timeline, what it attached to the evidence. */
class ReadStep<O extends Record> implements Work {

    private final RunbookReading<O> reading;
    private final Definition definition;
    private final Class<O> order;
    private final Orders orders;
    private final Admission admission;
    private final Findings findings;
    private final TimeLimit limit;

    @SuppressWarnings("unchecked") // Definition read O from this very class
    ReadStep(RunbookReading<O> reading, Orders orders, Admission admission, Findings findings, TimeLimit limit) {
        this.reading = reading;
        this.definition = Definition.of(reading.getClass());
        this.order = (Class<O>) definition.order();
        this.orders = orders;
        this.admission = admission;
        this.findings = findings;
        this.limit = limit;
    }

    @Override
    public String topic() {
        return definition.topic();
    }

    @Override
    public Map<String, Object> perform(Assignment task) throws Exception {
        if (task.text("phase") != null) {
            throw new WorkImpossible(
                    topic() + " only looks: draw it as a service task, not as a call activity on run-step.");
        }
        var target = target(task.text("target"));
        var order = order(task, target);
        var finding = findings.masked(limit.within(reading.timeLimit(), () -> reading.read(order, target)));
        findings.tell(task.incident(), definition, finding);
        findings.keep(task.incident(), topic(), finding);
        return finding.variables();
    }

    private Target target(String name) {
        return definition.onTarget() ? admission.known(name) : null;
    }

    private O order(Assignment task, Target target) {
        try {
            return orders.bind(topic(), order, task.variables(), target);
        } catch (ParameterInvalid e) {
            throw new WorkImpossible(e.getMessage() + " Correct it, then retry this step in Cockpit.", e);
        }
    }

    @Override
    public String toString() {
        return reading.getClass().getName();
    }
}
