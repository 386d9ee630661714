package dev.firebreak.engine.record;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Writes the end of a runbook to the timeline, also when people end it. A runbook is what a call activity calls by the
 * variable {@code runbook}.
 */
public final class RecordRunbookEnd extends AbstractBpmnParseListener implements ExecutionListener {

    private static final String CALLED = "${runbook}";
    private static final String RUNBOOK = "runbook";
    private static final String STABILISED = "stabilised";

    private final ObjectProvider<Timeline> timeline;

    public RecordRunbookEnd(ObjectProvider<Timeline> timeline) {
        this.timeline = timeline;
    }

    @Override
    public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
        if (CALLED.equals(element.attribute("calledElement"))) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, this);
        }
    }

    @Override
    public void notify(DelegateExecution execution) {
        var incident = execution.getProcessBusinessKey();
        if (IncidentId.isForm(incident)) {
            timeline.getObject()
                    .decide(
                            new IncidentId(incident),
                            Decision.RUNBOOK_ENDED,
                            "Runbook " + execution.getVariable(RUNBOOK) + " ended: " + how(execution),
                            "engine");
        }
    }

    private static String how(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return "people or events stopped it before its end";
        }
        return Boolean.TRUE.equals(execution.getVariable(STABILISED)) ? "stabilised" : "not stabilised";
    }
}
