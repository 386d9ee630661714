package dev.firebreak.runbook.template;

import static dev.firebreak.runbook.template.TemplateField.hidden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.definition.StepDefinition;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * What the Camunda Modeler offers: a template for each step that Java knows, made from its annotation and its order.
 * What looks is a service task, what changes something a call activity on run-step.
 */
final class ElementTemplates {

    private static final String SCHEMA = "@camunda/element-templates-json-schema";

    private static final String FLAG = ProcessVariable.class.getName() + "<java.lang.Boolean>";

    private ElementTemplates() {}

    /** The whole file, always the same for the same delegates. */
    static String json() throws JsonProcessingException {
        var lines = new DefaultIndenter("  ", "\n");
        var colon = Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        var printer = new DefaultPrettyPrinter(colon).withArrayIndenter(lines).withObjectIndenter(lines);
        return new ObjectMapper().writer(printer).writeValueAsString(all()) + "\n";
    }

    static List<Map<String, Object>> all() {
        return Stream.concat(steps().stream().map(ElementTemplates::template), NotifyTemplates.all().stream())
                .sorted(Comparator.comparing(template -> template.get("id").toString()))
                .toList();
    }

    static List<Class<?>> steps() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RunbookStep.class));
        scanner.addExcludeFilter(new AnnotationTypeFilter(TestComponent.class));
        return scanner.findCandidateComponents("dev.firebreak").stream()
                .<Class<?>>map(found -> type(found.getBeanClassName()))
                .sorted(Comparator.comparing(type -> StepDefinition.of(type).topic()))
                .toList();
    }

    private static Map<String, Object> template(Class<?> type) {
        var step = StepDefinition.of(type);
        var fields = step.effect() == Effect.READ ? reading(type, step) : change(step);
        var element = step.effect() == Effect.READ ? "bpmn:ServiceTask" : "bpmn:CallActivity";
        return template(step.topic(), step.title(), description(type, step), element, fields);
    }

    static Map<String, Object> template(
            String topic, String title, String description, String element, List<Map<String, Object>> fields) {
        var template = new LinkedHashMap<String, Object>();
        template.put("$schema", SCHEMA);
        template.put("name", title);
        template.put("id", "dev.firebreak." + topic);
        template.put("description", description);
        template.put("appliesTo", List.of("bpmn:Task", element));
        template.put("elementType", Map.of("value", element));
        template.put("groups", List.of(new TreeMap<>(Map.of("id", TemplateField.GROUP, "label", "Parameters"))));
        template.put("properties", fields);
        return template;
    }

    private static String description(Class<?> type, StepDefinition step) {
        var said = type.getAnnotation(RunbookStep.class).description();
        return step.effect() == Effect.READ
                ? said
                : said + " Effect: " + step.effect().word() + (step.reversible() ? "." : ", can't be taken back.");
    }

    static List<Map<String, Object>> external(String topic) {
        return List.of(
                hidden("external", "property", "name", "camunda:type"),
                hidden(topic, "property", "name", "camunda:topic"));
    }

    private static List<Map<String, Object>> reading(Class<?> type, StepDefinition step) {
        var fields = new ArrayList<>(external(step.topic()));
        if (step.onTarget()) {
            fields.add(TemplateField.target());
        }
        parameters(step).forEach(parameter -> fields.add(parameter.field()));
        flags(type).forEach(flag -> fields.add(TemplateField.answer(flag)));
        return fields;
    }

    /** The answers that are yes or no: constants of the class. */
    private static List<String> flags(Class<?> type) {
        return Stream.of(type.getDeclaredFields())
                .filter(field -> field.getGenericType().getTypeName().equals(FLAG))
                .map(ElementTemplates::name)
                .sorted()
                .toList();
    }

    private static String name(Field field) {
        try {
            field.setAccessible(true);
            return ((ProcessVariable<?>) field.get(null)).name();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, Object>> change(StepDefinition step) {
        var fields = new ArrayList<Map<String, Object>>();
        fields.add(hidden("run-step", "property", "name", "calledElement"));
        fields.add(hidden("${incidentId}", "camunda:in:businessKey"));
        fields.add(passed("incidentId"));
        fields.add(passed("severity"));
        fields.add(TemplateField.expression(step.topic(), "step"));
        fields.add(TemplateField.target());
        fields.add(passed("target"));
        if (step.reversible()) {
            fields.add(TemplateField.undo());
        }
        for (var parameter : parameters(step)) {
            // An empty camunda:in is refused by the engine; an empty input parameter is a variable without a value.
            fields.add(parameter.field());
            fields.add(passed(parameter.name()));
        }
        fields.add(hidden("stepOutcome", "camunda:out", "source", "stepOutcome"));
        fields.add(TemplateField.verified());
        return fields;
    }

    private static Map<String, Object> passed(String variable) {
        return hidden(variable, "camunda:in", "target", variable);
    }

    private static List<TemplateParameter> parameters(StepDefinition step) {
        var types = Stream.of(step.order().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = step.order().getDeclaredConstructor(types);
            return Stream.of(constructor.getParameters())
                    .map(TemplateParameter::new)
                    .toList();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
