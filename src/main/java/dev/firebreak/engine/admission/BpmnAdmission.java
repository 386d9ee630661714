package dev.firebreak.engine.admission;

import dev.firebreak.engine.admission.expression.ExpressionGrammar;
import dev.firebreak.engine.admission.expression.TimerText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Checks a BPMN file: elements and attributes against {@link BpmnVocabulary}, values here, endless loops with
 * {@link LoopCheck}.
 */
final class BpmnAdmission {

    static final int MAX_NODES = 2000;

    /** Timers that start processes; with cycles of a minute, five start at most 300 processes an hour. */
    private static final int MAX_START_TIMERS = 5;

    private static final Pattern KEY = Pattern.compile("[A-Za-z_][\\w.-]{0,199}");

    private final List<ModelRefusal> refusals = new ArrayList<>();
    private final KnownNames names;
    private final Map<String, Consumer<XmlNode>> rules = Map.ofEntries(
            Map.entry("bpmn:serviceTask", this::serviceTask),
            Map.entry("bpmn:businessRuleTask", node -> literal(node, "camunda:decisionRef")),
            Map.entry("bpmn:callActivity", this::callActivity),
            Map.entry("bpmn:userTask", this::form),
            Map.entry("bpmn:startEvent", this::form),
            Map.entry("bpmn:timeDuration", node -> time(node, TimerText.isDuration(node.content()))),
            Map.entry("bpmn:timeDate", node -> time(node, TimerText.isDate(node.content()))),
            Map.entry("bpmn:timeCycle", this::cycle),
            Map.entry(
                    "bpmn:loopCardinality", node -> require(node, node.content().matches("\\d{1,2}"), "at most 99")),
            Map.entry("bpmn:conditionExpression", this::formal),
            Map.entry("bpmn:completionCondition", this::formal),
            Map.entry("camunda:inputParameter", this::parameter),
            Map.entry("camunda:outputParameter", this::parameter),
            Map.entry(
                    "camunda:failedJobRetryTimeCycle",
                    node -> require(node, TimerText.isRetries(node.content()), "must be a list of durations")));

    private BpmnAdmission(KnownNames names) {
        this.names = names;
    }

    static List<ModelRefusal> check(XmlNode root, KnownNames names) {
        var admission = new BpmnAdmission(names);
        admission.require(root, root.name().equals("bpmn:definitions"), "is not a BPMN 2.0 model");
        root.walk(admission::structure);
        DiagramElements.misplacedInBpmn(root).forEach(node -> admission.refuse(node, "is no part of a diagram"));
        if (admission.refusals.isEmpty()) {
            admission.size(root);
            root.walk(admission::values);
            admission.refusals.addAll(LoopCheck.in(root));
        }
        return admission.refusals;
    }

    private void structure(XmlNode node) {
        if (DiagramElements.is(node)) {
            DiagramElements.problem(node).ifPresent(problem -> refuse(node, problem));
            return;
        }
        if (!BpmnVocabulary.knows(node)) {
            refuse(node, "element " + node.name() + " is not allowed");
            return;
        }
        for (var attribute : node.attributes().keySet()) {
            require(node, BpmnVocabulary.knows(node, attribute), "attribute " + attribute + " is not allowed");
        }
    }

    private void size(XmlNode root) {
        var count = new int[1];
        var starts = new int[1];
        root.walk(node -> {
            count[0] += node.attribute("id") == null || DiagramElements.is(node) ? 0 : 1;
            starts[0] += node.name().equals("bpmn:startEvent") && node.has("bpmn:timerEventDefinition") ? 1 : 0;
        });
        require(root, count[0] <= MAX_NODES, "has " + count[0] + " elements; the limit is " + MAX_NODES);
        require(root, starts[0] <= MAX_START_TIMERS, "has more than " + MAX_START_TIMERS + " start events with timers");
    }

    private void values(XmlNode node) {
        if (DiagramElements.is(node)) {
            return;
        }
        if (!node.name().equals("bpmn:serviceTask")) {
            node.attributes().forEach((name, value) -> expressions(node, name, value));
        }
        expressions(node, "text", node.content());
        rules.getOrDefault(node.name(), any -> {}).accept(node);
    }

    private void expressions(XmlNode node, String where, String value) {
        require(
                node,
                ExpressionGrammar.accepts(value),
                "%s: '%s' may only name variables and compare them".formatted(where, excerpt(value)));
    }

    private void serviceTask(XmlNode node) {
        node.attributes().forEach((name, value) -> {
            if (!name.equals("camunda:delegateExpression") && !name.equals("camunda:topic")) {
                expressions(node, name, value);
            }
        });
        var delegate = node.attribute("camunda:delegateExpression");
        var type = node.attribute("camunda:type");
        var topic = node.attribute("camunda:topic");
        if (delegate != null) {
            require(node, type == null && topic == null, "has both a delegate and a topic");
            var bean = delegate.matches("\\$\\{[A-Za-z]\\w*}") ? delegate.substring(2, delegate.length() - 1) : "";
            require(node, names.delegate().test(bean), "'%s' is not a delegate".formatted(excerpt(delegate)));
        } else {
            require(node, "external".equals(type), "must be of type external, or name a delegate");
            require(
                    node,
                    "${step}".equals(topic)
                            || (topic != null
                                    && !topic.isBlank()
                                    && names.topic().test(topic)),
                    "no handler for topic '%s'".formatted(excerpt(topic)));
        }
    }

    private void callActivity(XmlNode node) {
        var called = String.valueOf(node.attribute("calledElement"));
        require(
                node,
                matches(KEY, called) || ExpressionGrammar.isName(called),
                "calledElement must be a key or a variable");
    }

    private void form(XmlNode node) {
        literal(node, "camunda:formRef");
        literal(node, "camunda:formRefBinding");
    }

    private void literal(XmlNode node, String attribute) {
        var value = node.attribute(attribute);
        require(node, value == null || matches(KEY, value), attribute + " must be a key");
    }

    private void time(XmlNode node, boolean isLiteral) {
        var value = node.content();
        require(
                node,
                isLiteral || value.length() <= 200 && value.matches("[$#]\\{[A-Za-z_]\\w*}"),
                "'%s' must be an ISO 8601 literal or one variable".formatted(excerpt(value)));
    }

    private void cycle(XmlNode node) {
        var value = node.content();
        require(
                node,
                TimerText.isCycle(value),
                "'%s' must repeat a limited number of times, at least a minute apart".formatted(excerpt(value)));
    }

    private void formal(XmlNode node) {
        var type = node.attribute("xsi:type");
        require(node, type == null || type.matches("(\\w+:)?tFormalExpression"), "must be a formal expression");
        require(node, ExpressionGrammar.hasExpression(node.content()), "must be an expression");
    }

    private void parameter(XmlNode node) {
        require(node, node.children().isEmpty(), "must be a text or a variable");
    }

    private void require(XmlNode node, boolean met, String reason) {
        if (!met) {
            refuse(node, reason);
        }
    }

    private void refuse(XmlNode node, String reason) {
        if (refusals.size() < 50) {
            refusals.add(node.refusal(reason));
        }
    }

    private static boolean matches(Pattern pattern, String value) {
        return value.length() <= 200 && pattern.matcher(value).matches();
    }

    private static String excerpt(String value) {
        var text = String.valueOf(value);
        var start = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", " ");
    }
}
