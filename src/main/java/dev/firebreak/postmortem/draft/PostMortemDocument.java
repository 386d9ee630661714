package dev.firebreak.postmortem.draft;

import static dev.firebreak.text.Markdown.line;

import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.incident.TimelineTable;
import dev.firebreak.postmortem.conformance.ConformanceTable;
import dev.firebreak.postmortem.draft.PostMortemData.All;
import dev.firebreak.postmortem.record.PostMortemSections;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.MarkdownTable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renders a post-mortem as Markdown, with the headings of the template (guarantees.md A115). Header, impact and
 * timeline come from the incident's record and can't be edited. All other text is untrusted and escaped.
 */
public class PostMortemDocument {

    private static final String UNWRITTEN = "*Not written yet.*";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String baseUrl;

    /** @param baseUrl prefix of links to this installation, without a trailing slash */
    public PostMortemDocument(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The whole document. */
    public String of(All all) {
        var sections = all.postMortem().sections();
        var cited = new Citations(
                all.timeline(), baseUrl + "/incidents/" + all.incident().id());
        return header(all)
                + section("## Executive summary", written(sections.summary(), cited::paragraphs))
                + section("## Impact", impact(all))
                + section("## Timeline", milestones(all))
                + section("### All entries", TimelineTable.markdown(all.timeline()))
                + section("## Root cause analysis", null)
                + section("### What happened", written(sections.whatHappened(), cited::paragraphs))
                + section("### Why it happened (5 whys)", whys(sections))
                + section("### Contributing factors", written(sections.contributingFactors(), Markdown::bullets))
                + section("## Response analysis", null)
                + section("### What went well", written(sections.wentWell(), Markdown::bullets))
                + section("### What could be improved", written(sections.toImprove(), Markdown::bullets))
                + section("### How the process was followed", ConformanceTable.of(all.deviations()))
                + section("## Lessons learned", written(sections.lessons(), Markdown::bullets))
                + section("## Action items", actions(all))
                + section("## Supporting documentation", links(all));
    }

    private static String header(All all) {
        var incident = all.incident();
        var severity = incident.severity();
        return "# Post-mortem: " + incident.id() + "\n\n"
                + "- **Incident**: " + line(incident.title()) + "\n"
                + "- **Date**: " + DATE.format(incident.openedAt()) + "\n"
                + "- **Authors**: "
                + (all.authors().isEmpty()
                        ? "none yet"
                        : all.authors().stream().map(Markdown::line).collect(Collectors.joining(", ")))
                + "\n- **Status**: " + all.postMortem().status().label() + "\n"
                + "- **Severity**: " + (severity == null ? "not assessed" : severity + " (" + severity.label() + ")")
                + "\n- **Sources**: " + Citations.LEGEND + "\n";
    }

    private static String impact(All all) {
        var sections = all.postMortem().sections();
        return "- **Duration**: " + duration(all) + "\n"
                + "- **Affected users**: "
                + (sections.userImpact() == null
                        ? line(all.usersAffected()) + " (as assessed)"
                        : line(sections.userImpact()))
                + "\n- **Services impacted**: "
                + all.services().stream().map(Markdown::line).collect(Collectors.joining(", "))
                + "\n- **Data loss**: "
                + Optional.ofNullable(sections.dataLoss()).orElse(UNWRITTEN)
                + "\n- **Financial impact**: "
                + (sections.financialImpact() == null ? "not stated" : line(sections.financialImpact())) + "\n";
    }

    /** {@link DurationText} defines it. */
    private static String duration(All all) {
        var opened = all.incident().openedAt();
        var resolved = all.incident().resolvedAt();
        return resolved == null
                ? "since " + TIME.format(opened) + " UTC, not resolved yet"
                : TIME.format(opened) + " to " + TIME.format(resolved) + " UTC (" + DurationText.from(opened, resolved)
                        + ")";
    }

    private static String milestones(All all) {
        return MarkdownTable.heading("Time (UTC)", "Event", "Who")
                + Stream.of(Milestone.values())
                        .map(it -> row(it, it.in(all.timeline())))
                        .collect(Collectors.joining());
    }

    private static String row(Milestone milestone, Optional<TimelineEntry> reached) {
        return MarkdownTable.row(
                reached.map(entry -> TIME.format(entry.at())).orElse("not recorded"),
                milestone.label(),
                reached.map(TimelineEntry::who).orElse("–"));
    }

    private static String whys(PostMortemSections sections) {
        var number = new int[] {0};
        var whys = sections.whys().stream()
                .map(why -> ++number[0] + ". " + line(why))
                .collect(Collectors.joining("\n"));
        return whys.isEmpty() ? UNWRITTEN : whys;
    }

    /** The filed action items, then the lines that are not filed yet. */
    private static String actions(All all) {
        var filed = all.actions().stream()
                .map(item -> row(item.description(), item.owner(), item.due(), capitalized(item.status())));
        var unfiled =
                all.unfiled().stream().map(item -> row(item.description(), item.owner(), item.due(), "Not filed yet"));
        var table = Stream.concat(filed, unfiled).collect(Collectors.joining());
        return table.isEmpty() ? UNWRITTEN : MarkdownTable.heading("Action", "Owner", "Due date", "Status") + table;
    }

    private static String row(String what, String owner, Object due, String status) {
        return MarkdownTable.row(what, owner == null ? "unassigned" : owner, Objects.toString(due, "no date"), status);
    }

    private static String capitalized(Enum<?> word) {
        return word.name().charAt(0) + word.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private String links(All all) {
        var id = all.incident().id();
        var links = new StringBuilder("- [Incident page](" + baseUrl + "/incidents/" + id + ")\n- [Timeline](" + baseUrl
                + "/api/incidents/" + id + "/timeline)\n");
        for (var item : all.evidence()) {
            links.append("- [Evidence: ")
                    .append(line(item.name()))
                    .append("](" + baseUrl + "/api/incidents/" + id + "/evidence/" + item.id() + ")\n");
        }
        return links.toString();
    }

    private static String written(String text, UnaryOperator<String> format) {
        return text == null ? UNWRITTEN : format.apply(text);
    }

    private static String section(String heading, String content) {
        return "\n" + heading + "\n" + (content == null ? "" : "\n" + content.stripTrailing() + "\n");
    }
}
