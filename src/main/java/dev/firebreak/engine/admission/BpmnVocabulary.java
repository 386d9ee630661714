package dev.firebreak.engine.admission;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The elements and attributes that a BPMN file may use. Admission refuses everything else. */
final class BpmnVocabulary {

    private static final String ACTIVITY =
            "camunda:asyncBefore camunda:asyncAfter camunda:exclusive camunda:jobPriority"
                    + " camunda:modelerTemplate camunda:modelerTemplateVersion camunda:modelerTemplateIcon"
                    + " isForCompensation default";
    private static final String DECISION = "camunda:decisionRef camunda:decisionRefBinding camunda:decisionRefVersion"
            + " camunda:mapDecisionResult camunda:resultVariable";
    private static final String FORM = "camunda:formRef camunda:formRefBinding camunda:formRefVersion";
    private static final Map<String, Set<String>> ELEMENTS = new HashMap<>();

    static {
        put("bpmn:definitions", "targetNamespace exporter exporterVersion");
        put(
                "bpmn:process",
                "isExecutable isClosed processType camunda:historyTimeToLive camunda:versionTag"
                        + " camunda:isStartableInTasklist camunda:candidateStarterGroups camunda:candidateStarterUsers"
                        + " camunda:jobPriority camunda:taskPriority");
        put("bpmn:collaboration", "isClosed");
        put("bpmn:participant", "processRef");
        put("bpmn:messageFlow", "sourceRef targetRef messageRef");
        for (var plain : "laneSet lane childLaneSet group category categoryValue documentation text incoming outgoing"
                .split(" ")) {
            put("bpmn:" + plain, "value categoryValueRef textFormat");
        }
        put("bpmn:flowNodeRef", "");
        put("bpmn:textAnnotation", "textFormat");
        put("bpmn:association", "sourceRef targetRef associationDirection");
        put("bpmn:extensionElements", "");
        put("bpmn:sequenceFlow", "sourceRef targetRef isImmediate");
        put("bpmn:conditionExpression", "xsi:type");
        put("bpmn:message", "");
        put("bpmn:error", "errorCode camunda:errorMessage");
        put("bpmn:escalation", "escalationCode");
        events();
        put(
                "bpmn:userTask",
                ACTIVITY + " " + FORM + " camunda:assignee camunda:candidateUsers camunda:candidateGroups"
                        + " camunda:dueDate camunda:followUpDate camunda:priority");
        put(
                "bpmn:serviceTask",
                ACTIVITY + " camunda:type camunda:topic camunda:taskPriority camunda:delegateExpression");
        put("bpmn:businessRuleTask", ACTIVITY + " " + DECISION);
        put("bpmn:receiveTask", ACTIVITY + " messageRef");
        put("bpmn:manualTask", ACTIVITY);
        put("bpmn:task", ACTIVITY);
        put("bpmn:callActivity", ACTIVITY + " calledElement camunda:calledElementBinding camunda:calledElementVersion");
        put("bpmn:subProcess", ACTIVITY + " triggeredByEvent");
        for (var gateway : "exclusiveGateway inclusiveGateway parallelGateway eventBasedGateway".split(" ")) {
            put("bpmn:" + gateway, ACTIVITY + " gatewayDirection");
        }
        put("bpmn:multiInstanceLoopCharacteristics", "isSequential camunda:collection camunda:elementVariable");
        put("bpmn:loopCardinality", "xsi:type");
        put("bpmn:completionCondition", "xsi:type");
        extensions();
    }

    private BpmnVocabulary() {}

    private static void events() {
        put("bpmn:startEvent", ACTIVITY + " " + FORM + " isInterrupting parallelMultiple camunda:initiator");
        put("bpmn:endEvent", ACTIVITY);
        put("bpmn:intermediateCatchEvent", ACTIVITY + " parallelMultiple");
        put("bpmn:intermediateThrowEvent", ACTIVITY);
        put("bpmn:boundaryEvent", ACTIVITY + " attachedToRef cancelActivity parallelMultiple");
        put("bpmn:messageEventDefinition", "messageRef");
        put("bpmn:timerEventDefinition", "");
        put("bpmn:timeDuration", "xsi:type");
        put("bpmn:timeDate", "xsi:type");
        put("bpmn:timeCycle", "xsi:type");
        put("bpmn:errorEventDefinition", "errorRef camunda:errorCodeVariable camunda:errorMessageVariable");
        put("bpmn:escalationEventDefinition", "escalationRef camunda:escalationCodeVariable");
        put("bpmn:compensateEventDefinition", "activityRef waitForCompletion");
        put("bpmn:terminateEventDefinition", "");
    }

    private static void extensions() {
        put("camunda:inputOutput", "");
        put("camunda:inputParameter", "");
        put("camunda:outputParameter", "");
        put("camunda:in", "source target sourceExpression businessKey variables local");
        put("camunda:out", "source target sourceExpression variables local");
        put("camunda:properties", "");
        put("camunda:property", "value");
        put("camunda:failedJobRetryTimeCycle", "");
        put("camunda:errorEventDefinition", "errorRef expression camunda:errorRef");
    }

    private static void put(String element, String attributes) {
        var all = new HashSet<>(Arrays.asList(("id name " + attributes).strip().split(" +")));
        ELEMENTS.put(element, all);
    }

    static boolean knows(XmlNode node) {
        return ELEMENTS.containsKey(node.name());
    }

    static boolean knows(XmlNode node, String attribute) {
        return attribute.startsWith("modeler:")
                || attribute.startsWith("color:")
                || ELEMENTS.get(node.name()).contains(attribute);
    }
}
