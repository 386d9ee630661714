package dev.firebreak.board.audit;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.audit.trail.TrailRow;
import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of the audit in words.
 *
 * @param who the full name
 * @param login of who acted
 * @param incident the incident's number; null for a row of another chain
 * @param number its number in the chain
 * @param facts what else the row says
 */
record AuditRowView(
        long leaf,
        Moment at,
        String who,
        String login,
        String what,
        String incident,
        String chain,
        long number,
        List<Fact> facts,
        String hash) {

    private static final int LONGEST = 400;

    /** The words of facts that stand for what was before and what is now. */
    private static final List<List<String>> CHANGES =
            List.of(List.of("before", "after"), List.of("from", "to"), List.of("planned", "now"));

    /**
     * A fact of the row.
     *
     * @param old what was before; null if the row does not say
     */
    record Fact(String name, String old, String value) {}

    static AuditRowView of(TrailRow row, DisplayNames names, Instant now) {
        return new AuditRowView(
                row.leaf(),
                Moment.of(row.at(), now),
                names.actor(row.actor()),
                row.actor(),
                words(row.action()),
                IncidentId.isForm(row.chain()) ? row.chain() : null,
                row.chain(),
                row.number(),
                facts(row.facts()),
                row.hash());
    }

    /** {@code step.approved} is "Step approved". */
    private static String words(String action) {
        var words = Text.shown(action.replaceAll("[.-]", " "), 80);
        return words.isEmpty() ? "?" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static List<Fact> facts(Map<String, String> all) {
        var rest = new TreeMap<>(all);
        var facts = new ArrayList<Fact>();
        for (var pair : CHANGES) {
            if (pair.stream().allMatch(rest::containsKey)) {
                facts.add(new Fact("changed", shown(rest.remove(pair.get(0))), shown(rest.remove(pair.get(1)))));
            }
        }
        rest.forEach((name, value) -> facts.add(new Fact(name(name), null, shown(value))));
        return facts;
    }

    /** {@code planHash} is "plan hash". */
    private static String name(String key) {
        return Text.shown(key.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT), 80);
    }

    private static String shown(String value) {
        var text = Text.preview(value, LONGEST);
        return text.isEmpty() ? "nothing" : text;
    }

    /** The facts in one line. */
    String details() {
        return String.join(
                "; ",
                facts.stream()
                        .map(fact -> fact.name() + ": " + (fact.old() == null ? "" : fact.old() + " → ") + fact.value())
                        .toList());
    }
}
