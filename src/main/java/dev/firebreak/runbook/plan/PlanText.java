package dev.firebreak.runbook.plan;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.Plan;
import dev.firebreak.text.Text;

/** A plan in the words of the form that asks for it, no longer than a variable may be. */
final class PlanText {

    static final int LONGEST = 3_400;

    /** For the line that says where the other ids are. */
    private static final int LAST_LINE = 120;

    private final StringBuilder words = new StringBuilder();

    private PlanText() {}

    static String of(Plan plan, boolean irreversible, boolean live, IncidentId incident) {
        var text = new PlanText();
        text.words.append(plan.summary());
        text.warnings(plan);
        text.words.append(irreversible ? "\nThis can't be taken back.\n" : "\nThis can be taken back.\n");
        text.words.append(live ? "" : "\n**Dry run**: nothing will be changed (firebreak.effects, target.live).\n");
        text.ids(plan, incident);
        return Text.block(text.words.toString(), LONGEST);
    }

    private void warnings(Plan plan) {
        if (!plan.warnings().isEmpty()) {
            words.append("\n\n**Mind:**\n");
            plan.warnings()
                    .forEach(warning -> words.append("- ").append(warning).append('\n'));
        }
    }

    /** Last, and as many as there is room for: the incident's page has no such limit. */
    private void ids(Plan plan, IncidentId incident) {
        var left = plan.resources().size();
        words.append(left > 0 ? "\n**Exactly these:**\n" : "");
        for (var id : plan.resources()) {
            var line = "- `" + id + "`\n";
            if (words.length() + line.length() > LONGEST - LAST_LINE) {
                words.append("- and ")
                        .append(left)
                        .append(" more, all on [the incident's page](/incidents/")
                        .append(incident)
                        .append(")\n");
                return;
            }
            words.append(line);
            left--;
        }
    }
}
