package dev.firebreak.postmortem.record;

import dev.firebreak.text.Text;
import dev.firebreak.web.RejectUnknownFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The sections of a post-mortem that people write, as plain text; null for empty ones.
 *
 * @param dataLoss yes, no or unknown
 * @param why1 the first of the five whys: each answers why the previous one happened, the last is the root cause
 * @param actionItems one per line: {@code what | owner | due yyyy-MM-dd}
 */
@RejectUnknownFields
public record PostMortemSections(
        String summary,
        String userImpact,
        String dataLoss,
        String financialImpact,
        String whatHappened,
        String why1,
        String why2,
        String why3,
        String why4,
        String why5,
        String contributingFactors,
        String wentWell,
        String toImprove,
        String lessons,
        String actionItems) {

    private static final int MAX_LENGTH = 20_000;
    private static final Set<String> DATA_LOSS_VALUES = Set.of("yes", "no", "unknown");

    public PostMortemSections {
        summary = normalized(summary);
        userImpact = normalized(userImpact);
        dataLoss = normalized(dataLoss);
        financialImpact = normalized(financialImpact);
        whatHappened = normalized(whatHappened);
        why1 = normalized(why1);
        why2 = normalized(why2);
        why3 = normalized(why3);
        why4 = normalized(why4);
        why5 = normalized(why5);
        contributingFactors = normalized(contributingFactors);
        wentWell = normalized(wentWell);
        toImprove = normalized(toImprove);
        lessons = normalized(lessons);
        actionItems = normalized(actionItems);
    }

    /** Reads the sections from the variables of a form; missing ones are null. */
    public static PostMortemSections of(Map<String, Object> form) {
        return new PostMortemSections(
                text(form, "summary"),
                text(form, "userImpact"),
                text(form, "dataLoss"),
                text(form, "financialImpact"),
                text(form, "whatHappened"),
                text(form, "why1"),
                text(form, "why2"),
                text(form, "why3"),
                text(form, "why4"),
                text(form, "why5"),
                text(form, "contributingFactors"),
                text(form, "wentWell"),
                text(form, "toImprove"),
                text(form, "lessons"),
                text(form, "actionItems"));
    }

    /** The same sections, each text rewritten; action items stay, as their owners are names. */
    public PostMortemSections map(UnaryOperator<String> text) {
        var all = new HashMap<String, Object>(asMap());
        all.replaceAll((key, value) -> key.equals("actionItems") ? value : text.apply(value.toString()));
        return of(all);
    }

    /** The text of each section by its key; empty for one without text. */
    public Map<String, String> asMap() {
        var sections = new LinkedHashMap<String, String>();
        sections.put("summary", summary);
        sections.put("userImpact", userImpact);
        sections.put("dataLoss", dataLoss);
        sections.put("financialImpact", financialImpact);
        sections.put("whatHappened", whatHappened);
        sections.put("why1", why1);
        sections.put("why2", why2);
        sections.put("why3", why3);
        sections.put("why4", why4);
        sections.put("why5", why5);
        sections.put("contributingFactors", contributingFactors);
        sections.put("wentWell", wentWell);
        sections.put("toImprove", toImprove);
        sections.put("lessons", lessons);
        sections.put("actionItems", actionItems);
        sections.replaceAll((key, text) -> Objects.requireNonNullElse(text, ""));
        return sections;
    }

    /** These sections; empty ones are taken from {@code older}, so that an empty form field deletes no text. */
    public PostMortemSections over(PostMortemSections older) {
        return new PostMortemSections(
                or(summary, older.summary),
                or(userImpact, older.userImpact),
                or(dataLoss, older.dataLoss),
                or(financialImpact, older.financialImpact),
                or(whatHappened, older.whatHappened),
                or(why1, older.why1),
                or(why2, older.why2),
                or(why3, older.why3),
                or(why4, older.why4),
                or(why5, older.why5),
                or(contributingFactors, older.contributingFactors),
                or(wentWell, older.wentWell),
                or(toImprove, older.toImprove),
                or(lessons, older.lessons),
                or(actionItems, older.actionItems));
    }

    /** The missing and invalid sections, each as {@code field: problem}; empty if these sections can be recorded. */
    public List<String> errors() {
        var errors = new ArrayList<>(dataLossErrors());
        if (summary == null) {
            errors.add("summary: is missing");
        }
        if (dataLoss == null) {
            errors.add("dataLoss: is missing");
        }
        if (why1 == null) {
            errors.add("why1: is missing");
        }
        return errors;
    }

    /** As {@link #errors}, only for {@code dataLoss}. */
    public List<String> dataLossErrors() {
        return dataLoss == null || DATA_LOSS_VALUES.contains(dataLoss)
                ? List.of()
                : List.of("dataLoss: must be yes, no or unknown");
    }

    /** The whys that are written. */
    public List<String> whys() {
        var whys = new ArrayList<String>();
        for (var why : new String[] {why1, why2, why3, why4, why5}) {
            if (why != null) {
                whys.add(why);
            }
        }
        return whys;
    }

    private static String text(Map<String, Object> form, String name) {
        var value = form.get(name);
        return value == null ? null : value.toString();
    }

    private static String normalized(String text) {
        return text == null || text.isBlank() ? null : Text.block(text, MAX_LENGTH);
    }

    private static String or(String newer, String older) {
        return newer == null ? older : newer;
    }
}
