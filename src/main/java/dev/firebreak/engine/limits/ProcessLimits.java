package dev.firebreak.engine.limits;

import java.util.List;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Limits that hold across transactions, where the engine counts nothing (guarantees.md H4): a process that calls itself
 * by jobs, a loop of timers, a timer that starts processes again and again. Each process instance, job and timer
 * belongs to an activity that is entered, so entered activities are what is counted: per root process and definition,
 * in an hour. The command that passes the limit fails, and {@link RunawayProcesses} suspends the instances. Other
 * processes of the same incident, such as its lifecycle and its paging, go on.
 */
@Component
public class ProcessLimits extends AbstractBpmnParseListener implements ExecutionListener {

    /** Entered activities per root process and definition in an hour; the processes of an incident need far fewer. */
    private static final int MAX_ACTIVITIES = 3_000;

    /** Processes that the timers of one definition start in an hour. */
    private static final int MAX_TIMER_STARTS = 120;

    private final HourlyCounts counts = new HourlyCounts();
    private final ExecutionListener starts = this::countStart;
    private final RunawayProcesses runaways;
    private final int maxActivities;
    private final int maxTimerStarts;

    @Autowired
    ProcessLimits(RunawayProcesses runaways) {
        this(runaways, MAX_ACTIVITIES, MAX_TIMER_STARTS);
    }

    ProcessLimits(RunawayProcesses runaways, int maxActivities, int maxTimerStarts) {
        this.runaways = runaways;
        this.maxActivities = maxActivities;
        this.maxTimerStarts = maxTimerStarts;
    }

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        definitions.forEach(this::watch);
    }

    private void watch(ScopeImpl scope) {
        for (ActivityImpl activity : scope.getActivities()) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, this);
            if (scope instanceof ProcessDefinitionEntity
                    && ActivityTypes.START_EVENT_TIMER.equals(
                            activity.getProperties().get(BpmnProperties.TYPE))) {
                activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, starts);
            }
            watch(activity);
        }
    }

    @Override
    public void notify(DelegateExecution execution) {
        var root = ((ExecutionEntity) execution).getRootProcessInstanceId();
        var definition = execution.getProcessDefinitionId();
        var entered = count(root + " " + definition);
        if (entered > maxActivities) {
            if (entered == maxActivities + 1) {
                runaways.suspendInstances(root, definition, maxActivities);
            }
            throw refusal(execution, maxActivities + " activities");
        }
    }

    private void countStart(DelegateExecution execution) {
        var definition = execution.getProcessDefinitionId();
        var started = count("start " + definition);
        if (started > maxTimerStarts) {
            if (started == maxTimerStarts + 1) {
                runaways.suspendDefinition(definition, maxTimerStarts);
            }
            throw refusal(execution, maxTimerStarts + " starts by timers");
        }
    }

    /** The engine's clock, which is the node's clock except in tests. */
    private int count(String key) {
        return counts.add(key, ClockUtil.getCurrentTime().toInstant());
    }

    private static ProcessEngineException refusal(DelegateExecution execution, String limit) {
        return new ProcessEngineException("%s in %s: more than %s in an hour"
                .formatted(execution.getCurrentActivityId(), execution.getProcessDefinitionId(), limit));
    }
}
