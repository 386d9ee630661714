package dev.firebreak.engine;

import java.nio.charset.StandardCharsets;

/** Small models for tests, without diagram interchange. */
public final class TestModels {

    public static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                id="Definitions_1" targetNamespace="http://firebreak.dev/test">
            """;

    private TestModels() {}

    /** A process {@code attacked}: start event, the given element with the id {@code Attack}, end event. */
    public static String around(String element) {
        return process("attacked", """
                <bpmn:startEvent id="Start"/>
                <bpmn:sequenceFlow id="In" sourceRef="Start" targetRef="Attack"/>
                %s
                <bpmn:sequenceFlow id="Out" sourceRef="Attack" targetRef="End"/>
                <bpmn:endEvent id="End"/>
                """.formatted(element));
    }

    /** A process with a timer whose duration is the variable {@code acknowledgeWithin}. */
    public static String waiting(String key) {
        return process(key, """
                <bpmn:startEvent id="Start"/><bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Wait"/>
                <bpmn:intermediateCatchEvent id="Wait"><bpmn:timerEventDefinition>
                  <bpmn:timeDuration>${acknowledgeWithin}</bpmn:timeDuration>
                </bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
                <bpmn:sequenceFlow id="B" sourceRef="Wait" targetRef="End"/><bpmn:endEvent id="End"/>
                """);
    }

    public static String process(String key, String content) {
        return definitions("""
                <bpmn:process id="%s" isExecutable="true">
                %s</bpmn:process>
                """.formatted(key, content));
    }

    public static String definitions(String content) {
        return HEAD + content + "</bpmn:definitions>\n";
    }

    public static byte[] bytes(String model) {
        return model.getBytes(StandardCharsets.UTF_8);
    }
}
