package dev.firebreak.runbook.plan;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.Plan;
import dev.firebreak.text.Text;

/** A plan as the approval form shows it, cut to the length of a process variable. */
final class PlanText {

    static final int LONGEST = 3_400;

    /** Room for the line that says where the other ids are. */
    private static final int LAST_LINE = 120;

    private final StringBuilder markdown = new StringBuilder();

    private PlanText() {}

    static String of(Plan plan, boolean irreversible, boolean live, IncidentId incident) {
        var text = new PlanText();
        text.markdown.append(plan.summary());
        text.warnings(plan);
        text.markdown.append(irreversible ? "\nThis can't be taken back.\n" : "\nThis can be taken back.\n");
        text.markdown.append(live ? "" : "\n**Dry run**: nothing will be changed (firebreak.effects, target.live).\n");
        text.ids(plan, incident);
        return Text.block(text.markdown.toString(), LONGEST);
    }

    private void warnings(Plan plan) {
        if (!plan.warnings().isEmpty()) {
            markdown.append("\n\n**Mind:**\n");
            plan.warnings()
                    .forEach(warning -> markdown.append("- ").append(warning).append('\n'));
        }
    }

    /** The exact ids come last, as many as fit; the incident's page shows all of them. */
    private void ids(Plan plan, IncidentId incident) {
        var remaining = plan.resources().size();
        markdown.append(remaining > 0 ? "\n**Exactly these:**\n" : "");
        for (var id : plan.resources()) {
            var line = "- `" + id + "`\n";
            if (markdown.length() + line.length() > LONGEST - LAST_LINE) {
                markdown.append("- and ")
                        .append(remaining)
                        .append(" more, all on [the incident's page](/incidents/")
                        .append(incident)
                        .append(")\n");
                return;
            }
            markdown.append(line);
            remaining--;
        }
    }
}
