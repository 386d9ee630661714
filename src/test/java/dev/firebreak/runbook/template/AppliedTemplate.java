package dev.firebreak.runbook.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A model with one element to which a template was applied, as the Modeler writes it. */
final class AppliedTemplate {

    private AppliedTemplate() {}

    static String model(Map<String, Object> template, Map<String, String> values) {
        return MODEL.formatted(element(template, "Element", "Do it", values));
    }

    /** The element alone, with its id and label, and what a person typed, by the name of the parameter. */
    static String element(Map<String, Object> template, String id, String label, Map<String, String> values) {
        var type = ((Map<?, ?>) template.get("elementType")).get("value").toString();
        var element = "bpmn:" + Character.toLowerCase(type.charAt(5)) + type.substring(6);
        var attributes = new StringBuilder(" camunda:modelerTemplate=\"" + template.get("id") + "\"");
        var inputs = new StringBuilder();
        var mappings = new StringBuilder();
        for (var field : (List<?>) template.get("properties")) {
            apply((Map<?, ?>) field, values, attributes, inputs, mappings);
        }
        return ELEMENT.formatted(element, id, label, attributes, mappings, inputs, element);
    }

    private static void apply(
            Map<?, ?> field,
            Map<String, String> values,
            StringBuilder attributes,
            StringBuilder inputs,
            StringBuilder in) {
        var binding = new HashMap<>((Map<?, ?>) field.get("binding"));
        var name = Stream.of("name", "target", "source")
                .filter(binding::containsKey)
                .findFirst()
                .map(key -> binding.get(key).toString())
                .orElse("");
        var isHidden = "Hidden".equals(field.get("type"));
        var value = escaped(
                isHidden
                        ? field.get("value")
                        : values.getOrDefault(name, field.get("value").toString()));
        switch (binding.get("type").toString()) {
            case "property" -> attributes.append(" %s=\"%s\"".formatted(name, value));
            case "camunda:inputParameter" ->
                inputs.append("<camunda:inputParameter name=\"%s\">%s</camunda:inputParameter>".formatted(name, value));
            case "camunda:outputParameter" ->
                inputs.append("<camunda:outputParameter name=\"%s\">%s</camunda:outputParameter>"
                        .formatted(value, binding.get("source")));
            case "camunda:in:businessKey" -> in.append("<camunda:in businessKey=\"%s\"/>".formatted(value));
            case "camunda:in" ->
                in.append("<camunda:in %s=\"%s\" target=\"%s\"/>"
                        .formatted(
                                Boolean.TRUE.equals(binding.get("expression")) ? "sourceExpression" : "source",
                                value,
                                name));
            case "camunda:out" ->
                in.append("<camunda:out source=\"%s\" target=\"%s\"/>".formatted(binding.get("source"), value));
            default -> throw new IllegalStateException("no such binding: " + binding);
        }
    }

    private static String escaped(Object value) {
        return value.toString().replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static final String ELEMENT = """
            <%s id="%s" name="%s"%s>
              <bpmn:extensionElements>%s<camunda:inputOutput>%s</camunda:inputOutput></bpmn:extensionElements>
            </%s>
            """;

    private static final String MODEL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions_Applied" targetNamespace="x">
              <bpmn:process id="applied" name="Applied" isExecutable="true" camunda:historyTimeToLive="P90D">
                <bpmn:startEvent id="StartEvent_Begun" name="Begun"/>
                <bpmn:sequenceFlow id="Flow_1" sourceRef="StartEvent_Begun" targetRef="Element"/>
                %s
                <bpmn:sequenceFlow id="Flow_2" sourceRef="Element" targetRef="EndEvent_Ended"/>
                <bpmn:endEvent id="EndEvent_Ended" name="Ended"/>
              </bpmn:process>
            </bpmn:definitions>
            """;
}
