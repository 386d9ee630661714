package dev.firebreak.engine.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.LongSupplier;
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
 * in an hour, on all nodes together. The command that passes the limit fails, and {@link RunawayProcesses} suspends the
 * instances. Other processes of the same incident, such as its lifecycle and its paging, go on.
 */
@Component
public class ProcessLimits extends AbstractBpmnParseListener implements ExecutionListener {

    /** Entered activities per root process and definition in an hour; the processes of an incident need far fewer. */
    private static final int MAX_ACTIVITIES = 3_000;

    /** Processes that the timers of one definition start in an hour. */
    private static final int MAX_TIMER_STARTS = 120;

    /** How often the history is asked on the way to a limit; so much of it may be passed for each further node. */
    private static final int LOOKS = 30;

    private static final Duration HOUR = Duration.ofHours(1);

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
        var entered = count(root + " " + definition, maxActivities, () -> entered(execution, root, definition));
        if (entered > maxActivities) {
            if (entered == maxActivities + 1) {
                runaways.suspendInstances(root, definition, maxActivities);
            }
            throw refusal(execution, maxActivities + " activities");
        }
    }

    private void countStart(DelegateExecution execution) {
        var definition = execution.getProcessDefinitionId();
        var started = count("start " + definition, maxTimerStarts, () -> started(execution, definition));
        if (started > maxTimerStarts) {
            if (started == maxTimerStarts + 1) {
                runaways.suspendDefinition(definition, maxTimerStarts);
            }
            throw refusal(execution, maxTimerStarts + " starts by timers");
        }
    }

    /**
     * Counts on this node, and asks the engine's history now and then what all nodes have counted: an ordinary process
     * stays below the first look and costs nothing.
     */
    private int count(String key, int limit, LongSupplier onAllNodes) {
        var now = now();
        var here = counts.add(key, now);
        if (here <= limit && here % Math.max(1, limit / LOOKS) == 0 && onAllNodes.getAsLong() > limit) {
            counts.raise(key, now, limit + 1);
            return limit + 1;
        }
        return here;
    }

    private static long entered(DelegateExecution execution, String root, String definition) {
        return execution
                .getProcessEngineServices()
                .getHistoryService()
                .createNativeHistoricActivityInstanceQuery()
                .sql("select count(*) from ACT_HI_ACTINST where ROOT_PROC_INST_ID_ = #{root}"
                        + " and PROC_DEF_ID_ = #{definition} and START_TIME_ > #{since}")
                .parameter("root", root)
                .parameter("definition", definition)
                .parameter("since", anHourAgo())
                .count();
    }

    private static long started(DelegateExecution execution, String definition) {
        return execution
                .getProcessEngineServices()
                .getHistoryService()
                .createNativeHistoricProcessInstanceQuery()
                .sql("select count(*) from ACT_HI_PROCINST where PROC_DEF_ID_ = #{definition}"
                        + " and START_ACT_ID_ = #{event} and START_TIME_ > #{since}")
                .parameter("definition", definition)
                .parameter("event", execution.getCurrentActivityId())
                .parameter("since", anHourAgo())
                .count();
    }

    private static Date anHourAgo() {
        return Date.from(now().minus(HOUR));
    }

    /** The engine's clock, which is the node's clock except in tests. */
    private static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    private static ProcessEngineException refusal(DelegateExecution execution, String limit) {
        return new ProcessEngineException("%s in %s: more than %s in an hour"
                .formatted(execution.getCurrentActivityId(), execution.getProcessDefinitionId(), limit));
    }
}
