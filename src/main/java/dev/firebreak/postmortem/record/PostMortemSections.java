package dev.firebreak.postmortem.record;

import dev.firebreak.text.Text;
import dev.firebreak.web.RejectUnknownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people write into a post-mortem, as plain text; null where nothing is written yet.
 *
 * @param dataLoss yes, no or unknown
 * @param why1 to {@code why5}: each asks why the answer before it happened; the last is the root cause
 * @param actionItems one a line: {@code what | owner | due yyyy-MM-dd}
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

    private static final int LIMIT = 20_000;
    private static final Set<String> ANSWERS = Set.of("yes", "no", "unknown");

    public PostMortemSections {
        summary = kept(summary);
        userImpact = kept(userImpact);
        dataLoss = kept(dataLoss);
        financialImpact = kept(financialImpact);
        whatHappened = kept(whatHappened);
        why1 = kept(why1);
        why2 = kept(why2);
        why3 = kept(why3);
        why4 = kept(why4);
        why5 = kept(why5);
        contributingFactors = kept(contributingFactors);
        wentWell = kept(wentWell);
        toImprove = kept(toImprove);
        lessons = kept(lessons);
        actionItems = kept(actionItems);
    }

    /** From a form's variables; a missing one reads as null. */
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

    /** These sections, with what {@code older} says wherever these say nothing: an empty field deletes nobody's text. */
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

    /** What is missing or wrong before this can be recorded as done, each with its field's name. */
    public List<String> faults() {
        var faults = new ArrayList<>(dataLossFault());
        if (summary == null) {
            faults.add("summary: is missing");
        }
        if (dataLoss == null) {
            faults.add("dataLoss: is missing");
        }
        if (why1 == null) {
            faults.add("why1: is missing");
        }
        return faults;
    }

    public List<String> dataLossFault() {
        return dataLoss == null || ANSWERS.contains(dataLoss)
                ? List.of()
                : List.of("dataLoss: must be yes, no or unknown");
    }

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

    private static String kept(String text) {
        return text == null || text.isBlank() ? null : Text.block(text, LIMIT);
    }

    private static String or(String newer, String older) {
        return newer == null ? older : newer;
    }
}
