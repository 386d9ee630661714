package dev.firebreak.engine.hardening;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.BpmnParseException;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.core.model.CoreModelElement;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Refuses parsed processes with activity behaviours that we do not use, or with listeners from the model. It looks at
 * the engine's objects, not at XML, so it also catches elements that admission misses because they are spelled
 * differently.
 */
class AllowedBehaviours extends AbstractBpmnParseListener {

    private static final String ENGINE = "org.camunda.bpm.engine.impl.";
    private static final Set<String> MODEL_LISTENERS =
            Set.of(ENGINE + "bpmn.listener", ENGINE + "task.listener", ENGINE + "variable.listener");
    private static final Set<String> KNOWN = Set.of(
            "BoundaryEvent",
            "Call",
            "CompensationEvent",
            "DmnBusinessRuleTask",
            "ErrorEndEvent",
            "EventBasedGateway",
            "EventSubProcess",
            "EventSubProcessStartEvent",
            "ExclusiveGateway",
            "ExternalTask",
            "InclusiveGateway",
            "IntermediateCatchEvent",
            "IntermediateThrowNoneEvent",
            "ManualTask",
            "NoneEndEvent",
            "NoneStartEvent",
            "ParallelGateway",
            "ParallelMultiInstance",
            "ReceiveTask",
            "SequentialMultiInstance",
            "ServiceTaskDelegateExpression",
            "SubProcess",
            "Task",
            "TerminateEndEvent",
            "ThrowEscalationEvent",
            "UserTask");

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        for (var definition : definitions) {
            check(definition);
            for (var task : definition.getTaskDefinitions().values()) {
                task.getTaskListeners().values().forEach(some -> refuseListeners(task.getKey(), some));
            }
        }
    }

    private static void check(ScopeImpl scope) {
        refuseListeners(scope);
        for (var activity : scope.getActivities()) {
            if (activity.getActivityBehavior() != null
                    && !isKnown(activity.getActivityBehavior().getClass())) {
                throw refusal(activity.getId(), activity.getActivityBehavior().getClass());
            }
            activity.getOutgoingTransitions().stream()
                    .map(CoreModelElement.class::cast)
                    .forEach(AllowedBehaviours::refuseListeners);
            check(activity);
        }
    }

    private static boolean isKnown(Class<?> behaviour) {
        return behaviour.getName().startsWith(ENGINE)
                && KNOWN.contains(behaviour.getSimpleName().replaceFirst("ActivityBehavior$", ""));
    }

    private static void refuseListeners(CoreModelElement element) {
        element.getListeners().values().forEach(some -> refuseListeners(element.getId(), some));
        element.getVariableListeners().values().forEach(some -> refuseListeners(element.getId(), some));
    }

    private static void refuseListeners(String id, Collection<?> listeners) {
        for (var listener : listeners) {
            if (MODEL_LISTENERS.contains(listener.getClass().getPackageName())) {
                throw refusal(id, listener.getClass());
            }
        }
    }

    private static BpmnParseException refusal(String id, Class<?> what) {
        return new BpmnParseException("%s: Firebreak does not run a %s".formatted(id, what.getSimpleName()), null);
    }
}
