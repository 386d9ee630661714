package dev.firebreak.engine.admission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a DMN file: tables and literal expressions in FEEL, without functions, loops or regular expressions. */
final class DmnAdmission {

    private static final int MAX_CELL_LENGTH = 1000;
    private static final int MAX_RULES = 2000;
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
    /** Java calls, loops and regular expressions: their run time has no bound. */
    private static final Pattern UNBOUNDED =
            Pattern.compile("\\b(function|external|for|some|every)\\b|\\b(matches|replace|split|extract)\\s*\\(");

    private final List<ModelRefusal> refusals = new ArrayList<>();
    private int rules;

    private DmnAdmission() {}

    static List<ModelRefusal> check(XmlNode root) {
        var admission = new DmnAdmission();
        if (!root.name().equals("dmn:definitions")) {
            return List.of(root.refusal("is not a DMN model"));
        }
        root.walk(admission::node);
        if (admission.rules > MAX_RULES) {
            admission.refusals.add(root.refusal("has more than " + MAX_RULES + " rules"));
        }
        return admission.refusals;
    }

    private void node(XmlNode node) {
        if (node.name().startsWith("di:")) {
            return;
        }
        if (!node.name().startsWith("dmn:") || !ELEMENTS.contains(node.name().substring(4))) {
            refuse(node, "element " + node.name() + " is not allowed");
            return;
        }
        node.attributes().forEach((name, value) -> attribute(node, name, value));
        rules += node.name().equals("dmn:rule") ? 1 : 0;
        if (node.name().equals("dmn:text")) {
            feel(node);
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

    private void feel(XmlNode node) {
        var text = node.content();
        if (text.length() > MAX_CELL_LENGTH) {
            refuse(node, "is longer than " + MAX_CELL_LENGTH + " characters");
        } else if (ExpressionGrammar.hasExpression(text)) {
            refuse(node, "contains an expression that is not FEEL");
        } else if (UNBOUNDED.matcher(text.replaceAll("\"[^\"]*\"", "\"\"")).find()) {
            refuse(node, "may only compare and compute: no functions, loops or regular expressions");
        }
    }

    private void refuse(XmlNode node, String reason) {
        if (refusals.size() < 50) {
            refusals.add(node.refusal(reason));
        }
    }
}
