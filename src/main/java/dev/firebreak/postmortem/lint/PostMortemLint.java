package dev.firebreak.postmortem.lint;

import dev.firebreak.postmortem.action.ActionLine;
import dev.firebreak.postmortem.record.PostMortemSections;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a post-mortem as a reviewer does: blame, a single cause, "human error", a missing impact, actions that nobody
 * owns, names of people. It advises; people decide.
 */
public final class PostMortemLint {

    private static final Pattern BLAME = words("blame[ds]?|to blame|fault of|careless(?:ly|ness)?|negligen(?:t|ce)|"
            + "incompeten(?:t|ce)|sloppy|stupid(?:ly)?|lazy|guilty|should have known|should have noticed|"
            + "failed to notice|forgot to|inexcusable|his mistake|her mistake|their mistake|whose mistake");
    private static final Pattern HUMAN_ERROR = words(
            "human error|human mistake|operator error|operator mistake|user error|pilot error|fat[- ]finger(?:ed)?");
    private static final int FEW = 2;

    private final PostMortemSections sections;
    private final PersonNames people;
    private final List<LintFinding> findings = new ArrayList<>();

    private PostMortemLint(PostMortemSections sections, PersonNames people) {
        this.sections = sections;
        this.people = people;
    }

    /**
     * What it finds, in the order of the sections.
     *
     * @param people those who took part
     */
    public static List<LintFinding> of(PostMortemSections sections, PersonNames people) {
        return new PostMortemLint(sections, people).all();
    }

    private List<LintFinding> all() {
        sections.asMap().entrySet().stream()
                .filter(it -> !it.getKey().equals("actionItems"))
                .forEach(this::words);
        impact();
        causes();
        actions();
        return findings;
    }

    private void words(Map.Entry<String, String> section) {
        found(BLAME, section.getValue())
                .forEach(word -> add(
                        section.getKey(),
                        "blame",
                        "\"" + word + "\" blames. Say what made the action look right at the time."));
        found(HUMAN_ERROR, section.getValue())
                .forEach(
                        word -> add(
                                section.getKey(),
                                "human-error",
                                "\"" + word
                                        + "\" explains nothing. Say what in the system let it happen, and what would have caught it."));
        people.in(section.getValue())
                .forEach(name -> add(
                        section.getKey(),
                        "name",
                        "\"" + name + "\" is a person. The published version names the role instead."));
    }

    private void impact() {
        if (sections.userImpact() == null) {
            add("userImpact", "impact", "The impact on users is missing: who noticed what, and for how long?");
        }
    }

    /** Two whys without a contributing factor are one chain: most incidents need several causes at once. */
    private void causes() {
        var factors = sections.contributingFactors() == null
                ? 0
                : sections.contributingFactors()
                        .lines()
                        .filter(it -> !it.isBlank())
                        .count();
        if (sections.whys().size() < FEW || factors == 0) {
            add(
                    "contributingFactors",
                    "single-cause",
                    "One cause rarely suffices. Ask why again, and name what else had to be true.");
        }
    }

    private void actions() {
        var lines = ActionLine.of(sections.actionItems());
        if (lines.isEmpty()) {
            add("actionItems", "no-action", "No action item. What would have prevented it, or made it shorter?");
        }
        for (var line : lines) {
            if (line.owner() == null) {
                add("actionItems", "no-owner", "\"" + line.description() + "\" has no owner.");
            }
            if (line.due() == null) {
                add("actionItems", "no-date", "\"" + line.description() + "\" has no due date.");
            }
        }
    }

    private void add(String section, String rule, String advice) {
        findings.add(new LintFinding(section, rule, advice));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(it -> it.group().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?<!\\w)(?:" + alternatives + ")(?!\\w)", Pattern.CASE_INSENSITIVE);
    }
}
