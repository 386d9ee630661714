package dev.firebreak.engine.soundness;

import dev.firebreak.engine.admission.ModelRefusal;
import dev.firebreak.engine.soundness.KnownDecision.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.HitPolicy;

/**
 * Checks decision tables: rows that answer at the same time where the hit policy allows one answer; and, of decisions
 * that Firebreak itself asks, inputs without an answer and answers that are no word of the scale.
 */
final class TableCheck {

    private static final Set<HitPolicy> ONE_ANSWER = Set.of(HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY);

    /** A table with a wrong hit policy has hundreds; the first ones are enough. */
    private static final int MAX_OVERLAPS = 10;

    private final List<ModelRefusal> refusals = new ArrayList<>();
    private final List<DmnTable> tables;
    private final KnownModels models;

    private TableCheck(List<DmnTable> tables, KnownModels models) {
        this.tables = tables;
        this.models = models;
    }

    static List<ModelRefusal> check(List<DmnTable> tables, KnownModels models) {
        var check = new TableCheck(tables, models);
        tables.forEach(check::table);
        return check.refusals;
    }

    private void table(DmnTable table) {
        var known = KnownDecision.of(table.decision(), models);
        if (table.hitPolicy() == null) {
            known.ifPresent(it -> refuse(table.decision(), "must be a decision table: Firebreak asks it"));
            return;
        }
        if (!TableGrid.isRegular(table)) {
            refuse(table.decision(), "has a row with more or fewer cells than columns");
            return;
        }
        var grid = new TableGrid(table, known.map(KnownDecision::closed).orElse(java.util.Map.of()));
        if (grid.isTooLarge()) {
            known.ifPresent(it -> refuse(table.decision(), "is too large to be checked"));
            return;
        }
        overlaps(table, grid);
        known.ifPresent(it -> answers(table, grid, it));
    }

    private void overlaps(DmnTable table, TableGrid grid) {
        var isUnique = table.hitPolicy() == HitPolicy.UNIQUE;
        if (!isUnique && table.hitPolicy() != HitPolicy.ANY) {
            return;
        }
        for (var later = 1; later < table.rows().size() && refusals.size() < MAX_OVERLAPS; later++) {
            for (var earlier = 0; earlier < later; earlier++) {
                var row = table.rows().get(later);
                var other = table.rows().get(earlier);
                var both = isUnique || !row.outputs().equals(other.outputs())
                        ? grid.common(earlier, later)
                        : java.util.Optional.<String>empty();
                both.ifPresent(inputs -> refuse(
                        row.id(),
                        "overlaps %s under the hit policy %s: both answer for %s"
                                .formatted(other.id(), table.hitPolicy(), inputs)));
            }
        }
    }

    private void answers(DmnTable table, TableGrid grid, KnownDecision known) {
        if (!ONE_ANSWER.contains(table.hitPolicy())) {
            refuse(table.decision(), "must have the hit policy FIRST or UNIQUE: Firebreak needs one answer");
        }
        grid.gap()
                .ifPresent(inputs -> refuse(
                        table.decision(), "no row answers for " + inputs + ": add a last row without conditions"));
        known.outputs().forEach((name, scale) -> output(table, name, scale));
    }

    private void output(DmnTable table, String name, Scale scale) {
        var column =
                table.outputs().stream().map(DmnTable.Column::name).toList().indexOf(name);
        if (column < 0) {
            refuse(table.decision(), "must have the output '" + name + "': Firebreak reads it");
            return;
        }
        for (var row : table.rows()) {
            var answer = row.outputs().get(column);
            if (!isOfScale(table, answer, scale)) {
                refuse(
                        row.id(),
                        "%s: %s is not %s".formatted(name, answer.isEmpty() ? "nothing" : answer, scale.inWords()));
            }
        }
    }

    /** A literal of the scale, or the answer of a required decision, which is checked there. */
    private boolean isOfScale(DmnTable table, String answer, Scale scale) {
        if (answer.matches("\"[^\"\\\\]*\"")) {
            return scale.fits().test(answer.substring(1, answer.length() - 1));
        }
        if (answer.equals("true") || answer.equals("false")) {
            return scale.fits().test(answer);
        }
        return answersOfRequired(table).contains(answer) || isPassedOn(table, answer, scale);
    }

    private Set<String> answersOfRequired(DmnTable table) {
        return tables.stream()
                .filter(it -> table.required().contains(it.decision()))
                .flatMap(it -> it.outputs().stream())
                .map(DmnTable.Column::name)
                .collect(Collectors.toSet());
    }

    /** A free text may be passed on, such as the name of a symptom. */
    private static boolean isPassedOn(DmnTable table, String answer, Scale scale) {
        return scale.isFree()
                && table.inputs().stream().anyMatch(it -> it.name().equals(answer));
    }

    private void refuse(String element, String reason) {
        if (refusals.size() < 50) {
            refusals.add(new ModelRefusal(element, reason, 0));
        }
    }
}
