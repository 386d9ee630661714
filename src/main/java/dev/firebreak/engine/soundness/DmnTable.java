package dev.firebreak.engine.soundness;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * A decision of a DMN file, as a table of texts.
 *
 * @param required keys of the decisions in the file whose answers it uses
 * @param hitPolicy null if the decision is no table; then it has no columns and rows
 */
public record DmnTable(
        String decision,
        String name,
        Set<String> required,
        HitPolicy hitPolicy,
        List<Column> inputs,
        List<Column> outputs,
        List<Row> rows) {

    /**
     * A column.
     *
     * @param name of an input, its expression
     * @param label as people read it; empty if there is none
     * @param type such as {@code string}; empty if there is none
     */
    public record Column(String id, String name, String label, String type) {}

    /**
     * A row. It has a cell for each column.
     *
     * @param id of the rule, or its place in the table
     */
    public record Row(String id, String description, List<String> inputs, List<String> outputs) {}

    private static final ContentCache<List<DmnTable>> READ = new ContentCache<>();

    /** The decisions of an admitted DMN file, in file order. */
    public static List<DmnTable> all(byte[] dmn) {
        return READ.get(dmn, DmnTable::read);
    }

    private static List<DmnTable> read(byte[] dmn) {
        return Dmn.readModelFromStream(new ByteArrayInputStream(dmn)).getModelElementsByType(Decision.class).stream()
                .map(DmnTable::of)
                .toList();
    }

    private static DmnTable of(Decision decision) {
        var required = decision.getInformationRequirements().stream()
                .map(it -> it.getRequiredDecision())
                .filter(it -> it != null)
                .map(DmnElement::getId)
                .collect(Collectors.toUnmodifiableSet());
        if (!(decision.getExpression() instanceof DecisionTable table)) {
            return new DmnTable(decision.getId(), decision.getName(), required, null, List.of(), List.of(), List.of());
        }
        var inputs = table.getInputs().stream().map(DmnTable::input).toList();
        var outputs = table.getOutputs().stream().map(DmnTable::output).toList();
        var rows = new ArrayList<Row>();
        for (var rule : table.getRules()) {
            rows.add(row(rule, rows.size() + 1));
        }
        return new DmnTable(
                decision.getId(),
                decision.getName(),
                required,
                table.getHitPolicy(),
                inputs,
                outputs,
                List.copyOf(rows));
    }

    private static Column input(Input input) {
        var expression = input.getInputExpression();
        return new Column(
                text(input.getId()),
                expression == null ? "" : text(expression.getText()),
                text(input.getLabel()),
                expression == null ? "" : text(expression.getTypeRef()));
    }

    private static Column output(Output output) {
        return new Column(
                text(output.getId()), text(output.getName()), text(output.getLabel()), text(output.getTypeRef()));
    }

    private static Row row(Rule rule, int place) {
        return new Row(
                rule.getId() == null ? "row " + place : rule.getId(),
                rule.getDescription() == null ? "" : text(rule.getDescription().getTextContent()),
                rule.getInputEntries().stream().map(it -> text(it.getText())).toList(),
                rule.getOutputEntries().stream().map(it -> text(it.getText())).toList());
    }

    private static String text(Text text) {
        return text == null ? "" : text(text.getTextContent());
    }

    private static String text(String text) {
        return Optional.ofNullable(text).orElse("").strip();
    }
}
