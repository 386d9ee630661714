package dev.firebreak.lifecycle.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * Reads the table select-runbook: which runbooks it has for one kind of service, and for which symptoms. It reads cells
 * that are lists of texts in quotes; a table of another shape has none.
 */
final class SelectRunbookTable {

    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private final TreeMap<String, TreeSet<String>> symptoms = new TreeMap<>();

    private SelectRunbookTable() {}

    static SelectRunbookTable in(DmnModelInstance model, String decision, String kind) {
        var found = new SelectRunbookTable();
        if (model.getModelElementById(decision) instanceof DmnElement element) {
            element.getChildElementsByType(DecisionTable.class).forEach(table -> found.read(table, kind));
        }
        return found;
    }

    private void read(DecisionTable table, String kind) {
        var inputs = table.getInputs().stream()
                .map(input ->
                        input.getInputExpression().getText().getTextContent().strip())
                .toList();
        var ofKind = inputs.indexOf("serviceKind");
        var ofSymptom = inputs.indexOf("canonicalSymptom");
        if (ofKind < 0 || ofSymptom < 0) {
            return;
        }
        for (var rule : table.getRules()) {
            if (isFor(kind, rule, ofKind)) {
                texts(rule.getOutputEntries().iterator().next().getText().getTextContent()).stream()
                        .filter(runbook -> !runbook.equals(Runbooks.NONE))
                        .forEach(runbook -> symptoms.computeIfAbsent(runbook, none -> new TreeSet<>())
                                .addAll(input(rule, ofSymptom)));
            }
        }
    }

    /** A row without a kind is for all of them. */
    private static boolean isFor(String kind, Rule rule, int column) {
        var cell = cell(rule, column).strip();
        return cell.isEmpty() || cell.equals("-") || input(rule, column).contains(kind);
    }

    private static String cell(Rule rule, int column) {
        return List.copyOf(rule.getInputEntries()).get(column).getText().getTextContent();
    }

    private static List<String> input(Rule rule, int column) {
        var cell = cell(rule, column);
        return cell.contains("not(") ? List.of() : texts(cell);
    }

    private static List<String> texts(String cell) {
        var texts = new ArrayList<String>();
        var text = TEXT.matcher(cell);
        while (text.find()) {
            texts.add(text.group(1));
        }
        return texts;
    }

    /** The keys of the runbooks, in order. */
    Set<String> runbooks() {
        return symptoms.keySet();
    }

    /** One sentence: "Runbooks for services of kind redis: redis-memory-full (memory-exhausted)." */
    String said(String kind) {
        if (kind.equals("unknown")) {
            return "The catalogue does not say what kind of service this is.";
        }
        return symptoms.isEmpty()
                ? "There is no runbook for services of kind " + kind + "."
                : "Runbooks for services of kind " + kind + ": "
                        + symptoms.entrySet().stream()
                                .map(it -> it.getKey() + " (" + String.join(", ", it.getValue()) + ")")
                                .collect(Collectors.joining("; "))
                        + ".";
    }
}
