package dev.firebreak.engine.diagram;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The elements of BPMN 2.0 that have a shape. */
public enum ElementType {
    START_EVENT,
    END_EVENT,
    INTERMEDIATE_CATCH_EVENT,
    INTERMEDIATE_THROW_EVENT,
    BOUNDARY_EVENT,
    TASK,
    USER_TASK,
    SERVICE_TASK,
    BUSINESS_RULE_TASK,
    SCRIPT_TASK,
    SEND_TASK,
    RECEIVE_TASK,
    MANUAL_TASK,
    CALL_ACTIVITY,
    SUB_PROCESS,
    AD_HOC_SUB_PROCESS,
    TRANSACTION,
    EXCLUSIVE_GATEWAY,
    PARALLEL_GATEWAY,
    INCLUSIVE_GATEWAY,
    EVENT_BASED_GATEWAY,
    COMPLEX_GATEWAY,
    DATA_OBJECT_REFERENCE,
    DATA_STORE_REFERENCE,
    DATA_INPUT,
    DATA_OUTPUT,
    TEXT_ANNOTATION,
    GROUP,
    PARTICIPANT,
    LANE,
    OTHER;

    private static final Map<String, ElementType> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(it -> it.name().replace("_", "").toLowerCase(Locale.ROOT), Function.identity()));

    /** The type with this XML name, such as {@code userTask}. */
    static ElementType of(String xmlName) {
        return BY_NAME.getOrDefault(xmlName.toLowerCase(Locale.ROOT), OTHER);
    }

    public boolean isEvent() {
        return name().endsWith("_EVENT");
    }

    public boolean isGateway() {
        return name().endsWith("_GATEWAY");
    }

    public boolean isActivity() {
        return name().endsWith("TASK") || isContainer() || this == CALL_ACTIVITY;
    }

    /** Whether it may hold other elements: an expanded one is drawn below them. */
    public boolean isContainer() {
        return this == SUB_PROCESS || this == AD_HOC_SUB_PROCESS || this == TRANSACTION;
    }

    /** Whether a token can stand there. */
    public boolean isFlowNode() {
        return isEvent() || isGateway() || isActivity();
    }
}
