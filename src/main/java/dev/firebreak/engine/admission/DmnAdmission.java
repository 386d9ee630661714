package dev.firebreak.engine.admission;

import dev.firebreak.engine.admission.expression.ExpressionGrammar;
import dev.firebreak.engine.admission.expression.FeelAdmission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a DMN file: tables and literal expressions in FEEL, each text by {@link FeelAdmission}. A decision may name the
 * results of the decisions that it requires, so sizes are summed along the requirements.
 */
final class DmnAdmission {

    private static final int MAX_TEXT_LENGTH = 1000;
    private static final int MAX_RULES = 2000;

    /** Characters that the FEEL parser reads for the whole file, at worst; it needs a few seconds for them. */
    private static final long MAX_COST = 5_000_000;

    /** Longer chains, and circles, are refused. */
    private static final int MAX_CHAIN = 20;

    private static final Set<String> ELEMENTS = Set.copyOf(Arrays.asList(
            ("definitions decision decisionTable input inputExpression inputValues output outputValues rule inputEntry"
                            + " outputEntry text description question allowedAnswers literalExpression variable"
                            + " informationRequirement requiredDecision requiredInput inputData annotation"
                            + " annotationEntry extensionElements textAnnotation association sourceRef targetRef"
                            + " authorityRequirement requiredAuthority knowledgeSource")
                    .split(" ")));
    private static final Set<String> ATTRIBUTES = Set.copyOf(Arrays.asList(
            ("id name label namespace exporter exporterVersion expressionLanguage typeRef hitPolicy aggregation"
                            + " outputLabel preferredOrientation href textFormat associationDirection"
                            + " camundadmn:historyTimeToLive camundadmn:versionTag camundadmn:inputVariable")
                    .split(" ")));
    private static final Set<String> FEEL = Set.of(
            "feel",
            "http://www.omg.org/spec/FEEL/20140401",
            "http://www.omg.org/spec/DMN/20180521/FEEL/",
            "https://www.omg.org/spec/DMN/20191111/FEEL/");

    private final List<ModelRefusal> refusals = new ArrayList<>();
    private final Map<String, XmlNode> decisions = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private int rules;
    private long cost;

    private DmnAdmission() {}

    static List<ModelRefusal> check(XmlNode root) {
        var admission = new DmnAdmission();
        if (!root.name().equals("dmn:definitions")) {
            return List.of(root.refusal("is not a DMN model"));
        }
        root.walk(admission::node);
        DiagramElements.misplacedInDmn(root).forEach(node -> admission.refuse(node, "is no part of a diagram"));
        if (admission.rules > MAX_RULES) {
            admission.refusals.add(root.refusal("has more than " + MAX_RULES + " rules"));
        }
        if (admission.refusals.isEmpty()) {
            root.children().forEach(admission::collect);
            admission.decisions.values().forEach(decision -> admission.size(decision, 0));
            if (admission.cost > MAX_COST) {
                admission.refuse(root, "nests too much");
            }
        }
        return admission.refusals;
    }

    private void node(XmlNode node) {
        if (DiagramElements.is(node)) {
            DiagramElements.problem(node).ifPresent(problem -> refuse(node, problem));
            return;
        }
        if (!node.name().startsWith("dmn:") || !ELEMENTS.contains(node.name().substring(4))) {
            refuse(node, "element " + node.name() + " is not allowed");
            return;
        }
        node.attributes().forEach((name, value) -> attribute(node, name, value));
        rules += node.name().equals("dmn:rule") ? 1 : 0;
        if (node.name().equals("dmn:text")) {
            text(node);
        }
    }

    private void attribute(XmlNode node, String name, String value) {
        if (!ATTRIBUTES.contains(name) && !name.startsWith("modeler:") && !name.startsWith("di:")) {
            refuse(node, "attribute " + name + " is not allowed");
        }
        if (name.equals("expressionLanguage") && !FEEL.contains(value)) {
            refuse(node, "has the expression language '" + value + "', not FEEL");
        }
        if (ExpressionGrammar.hasExpression(value)) {
            refuse(node, name + " contains an expression");
        }
    }

    private void text(XmlNode node) {
        var text = node.content();
        if (text.length() > MAX_TEXT_LENGTH) {
            refuse(node, "is longer than " + MAX_TEXT_LENGTH + " characters");
        } else if (ExpressionGrammar.hasExpression(text)) {
            refuse(node, "contains an expression that is not FEEL");
        }
    }

    private void collect(XmlNode node) {
        if (node.name().equals("dmn:decision") && decisions.put(node.id(), node) != null) {
            refuse(node, "has the id of another decision");
        }
    }

    /** A bound on the size of a decision's result, after its FEEL was checked. */
    private long size(XmlNode decision, int chain) {
        if (chain > MAX_CHAIN) {
            refuse(decision, "requires itself, or a chain of more than " + MAX_CHAIN + " decisions");
            return 0;
        }
        var known = sizes.get(decision.id());
        if (known != null) {
            return known;
        }
        var required = decision.children().stream()
                .filter(child -> child.name().equals("dmn:informationRequirement"))
                .flatMap(child -> child.child("dmn:requiredDecision").stream())
                .map(reference -> String.valueOf(reference.attribute("href")).replaceFirst("^#", ""))
                .distinct()
                .filter(decisions::containsKey)
                .mapToLong(id -> size(decisions.get(id), chain + 1))
                .sum();
        var size = result(decision, Math.max(required, FeelAdmission.UNKNOWN));
        sizes.put(decision.id(), size);
        return size;
    }

    /** The sum over all rules if the table collects, otherwise the largest rule. */
    private long result(XmlNode decision, long unknown) {
        var literal = decision.child("dmn:literalExpression");
        if (literal.isPresent()) {
            return expression(literal.get(), unknown);
        }
        var size = 0L;
        for (var table : decision.children()) {
            var collects = !Set.of("UNIQUE", "FIRST", "ANY")
                    .contains(String.valueOf(table.attributes().getOrDefault("hitPolicy", "UNIQUE")));
            for (var child : table.children()) {
                var entries = entries(child, unknown);
                size = collects ? size + entries : Math.max(size, entries);
            }
        }
        return size;
    }

    /** Checks the FEEL of an input or a rule; the size of the rule's outputs. */
    private long entries(XmlNode part, long unknown) {
        var size = 0L;
        for (var entry : part.children()) {
            switch (entry.name()) {
                case "dmn:inputExpression" -> expression(entry, unknown);
                case "dmn:inputEntry" -> tests(entry, unknown);
                case "dmn:outputEntry" -> size += expression(entry, unknown);
                default -> {}
            }
        }
        return size;
    }

    private long expression(XmlNode node, long unknown) {
        var text = node.child("dmn:text").map(XmlNode::content).orElse("");
        return text.isEmpty() || cost > MAX_COST ? 0 : admit(node, FeelAdmission.expression(text, unknown));
    }

    private void tests(XmlNode node, long unknown) {
        var text = node.child("dmn:text").map(XmlNode::content).orElse("");
        if (!text.isEmpty() && !text.equals("-") && cost <= MAX_COST) {
            admit(node, FeelAdmission.unaryTests(text, unknown));
        }
    }

    private long admit(XmlNode node, FeelAdmission admission) {
        admission.refusal().ifPresent(reason -> refuse(node, reason));
        cost += admission.cost();
        return admission.size();
    }

    private void refuse(XmlNode node, String reason) {
        if (refusals.size() < 50) {
            refusals.add(node.refusal(reason));
        }
    }
}
