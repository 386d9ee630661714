package dev.firebreak.postmortem.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.Milestone;
import dev.firebreak.postmortem.PostMortemFixture;
import dev.firebreak.postmortem.record.PostMortemSections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostMortemDocumentTests {

    @TempDir
    Path data;

    private final PostMortemDocument document = new PostMortemDocument("https://firebreak.test");
    private PostMortemFixture fixture;

    @BeforeEach
    void open() {
        fixture = new PostMortemFixture(data);
    }

    @Test
    @Tag("A115")
    void everyHeadingOfTheTemplateIsThere() {
        var id = fixture.resolved();
        fixture.service.draft(id);

        var headings = document.of(fixture.data.about(id)).lines().filter(line -> line.startsWith("#"));

        assertThat(headings)
                .containsExactly(
                        "# Post-mortem: " + id,
                        "## Executive summary",
                        "## Impact",
                        "## Timeline",
                        "### All entries",
                        "## Root cause analysis",
                        "### What happened",
                        "### Why it happened (5 whys)",
                        "### Contributing factors",
                        "## Response analysis",
                        "### What went well",
                        "### What could be improved",
                        "### How the process was followed",
                        "## Lessons learned",
                        "## Action items",
                        "## Supporting documentation");
    }

    @Test
    @Tag("A115")
    void everySentenceCitesALineOfThisIncidentOrIsMarkedAsWrittenByAPerson() {
        var id = fixture.resolved();
        fixture.timeline.reach(id, Milestone.ALERTED, "Opened", "alerts");
        fixture.service.draft(id);
        fixture.service.record(
                id,
                PostMortemFixture.form(
                        Map.of("whatHappened", "It was slow. The pool was empty. [entry 1] Nobody saw it. [entry 99]")),
                false,
                "rex");

        assertThat(document.of(fixture.data.about(id)))
                .contains("✎ It was slow. The pool was empty. [entry 1](https://firebreak.test/incidents/" + id
                        + "#entry-1) ✎ Nobody saw it. \\[entry 99\\]");
    }

    @Test
    void theFinalVersionNamesRolesInsteadOfPeople() {
        var id = fixture.resolved();
        fixture.service.draft(id);
        var sections = PostMortemFixture.form(Map.of("lessons", "Rex saw it first, Carla Commander next"));
        fixture.service.record(id, sections, false, "rex");
        assertThat(document.of(fixture.data.about(id))).contains("- Rex saw it first, Carla Commander next");

        fixture.service.record(id, sections, true, "rex");
        fixture.approves("ann", id);

        assertThat(document.of(fixture.data.about(id)))
                .contains("- the first responder saw it first, the incident commander next");
    }

    @Test
    @Tag("A108")
    void headerAndImpactComeFromTheRecord() {
        var id = fixture.resolved();
        fixture.service.draft(id);

        assertThat(document.of(fixture.data.about(id)))
                .contains("- **Date**: 2026-11-22\n")
                .contains("- **Authors**: Carla Commander\n")
                .contains("- **Status**: Draft\n")
                .contains("- **Severity**: not assessed\n")
                .contains("- **Duration**: 2026-11-22 07:16:30 to 2026-11-22 08:28:30 UTC (1 h 12 min)\n")
                .contains("- **Affected users**: unknown (as assessed)\n")
                .contains("- **Services impacted**: mosaic-postgres\n")
                .contains("- **Data loss**: *Not written yet.*\n");
    }

    @Test
    void usersAndServicesAreThoseOfTheIncidentAndNotTheCatalogues() {
        var id = fixture.resolved();
        fixture.service.draft(id);
        var jdbc = fixture.record.jdbc();
        jdbc.sql("insert into judgement (incident_id, facts, proposed) values (?, ?, 'P2')")
                .params(id.value(), "{\"serviceTier\":\"tier-1\",\"usersAffected\":\"few\"}")
                .update();
        for (var service : List.of("mosaic-wiki", "mosaic-postgres")) {
            jdbc.sql(
                            "insert into alert (source, fingerprint, starts_at, first_in, first_seen, last_seen, seen, incident_id)"
                                    + " values ('test', ?, current_timestamp, random_uuid(), current_timestamp, current_timestamp, 1, ?)")
                    .params(service, id.value())
                    .update();
            jdbc.sql("insert into alert_text (source, fingerprint, starts_at, name, service, symptom, summary, labels,"
                            + " incomplete) select source, fingerprint, starts_at, 'a', fingerprint, 's', 's', '', false"
                            + " from alert where fingerprint = ?")
                    .param(service)
                    .update();
        }

        assertThat(document.of(fixture.data.about(id)))
                .contains("- **Affected users**: few (as assessed)\n")
                .contains("- **Services impacted**: mosaic-postgres, mosaic-wiki\n");
    }

    @Test
    void aServiceThatFailedAgainWasRestoredTheLastTime() {
        var id = fixture.resolved();
        fixture.timeline.reach(id, Milestone.RESTORED, "Alerts cleared", "alerts");
        fixture.passes(java.time.Duration.ofMinutes(1));
        fixture.timeline.reach(id, Milestone.RESTORED, "Alerts cleared", "alerts");
        fixture.service.draft(id);

        assertThat(document.of(fixture.data.about(id)))
                .contains("| 2026-11-22 08:29:30 | Service restored | Alerts |")
                .doesNotContain("| 2026-11-22 08:28:30 | Service restored |");
    }

    @Test
    void theSevenMilestonesStandInTheirOrderAndWhatWasNotReachedSaysSo() {
        var id = fixture.resolved();
        fixture.timeline.reach(id, Milestone.RESOLVED, "Resolved", "carla");
        fixture.timeline.reach(id, Milestone.ACKNOWLEDGED, "Acknowledged", "rex");
        fixture.service.draft(id);

        var table = document.of(fixture.data.about(id))
                .lines()
                .dropWhile(line -> !line.equals("## Timeline"))
                .skip(4)
                .limit(7);

        assertThat(table)
                .containsExactly(
                        "| not recorded | Monitoring alert triggered | – |",
                        "| 2026-11-22 08:28:30 | First responder acknowledged | First responder |",
                        "| not recorded | Incident commander assigned | – |",
                        "| not recorded | Root cause identified | – |",
                        "| not recorded | Mitigation applied | – |",
                        "| not recorded | Service restored | – |",
                        "| 2026-11-22 08:28:30 | Incident resolved | Incident commander |");
    }

    @Test
    @Tag("A003")
    void peopleAreNamedByTheirPart() {
        var id = fixture.resolved();
        for (var who : List.of("carla", "rex", "mia", "alertmanager", "host.capture-state")) {
            fixture.timeline.add(id, "did something", who);
        }
        fixture.service.draft(id);

        assertThat(fixture.data.about(id).timeline())
                .extracting(entry -> entry.who())
                .containsExactly(
                        "Incident commander",
                        "First responder",
                        "Responder",
                        "alertmanager",
                        "Evidence capture",
                        "Post-mortem");
    }

    @Test
    void whatPeopleWroteStandsInItsSection() {
        var id = fixture.resolved();
        fixture.service.record(
                id,
                PostMortemFixture.form(Map.of(
                        "why2", "nobody closed them",
                        "contributingFactors", "- no alert\n- no limit",
                        "userImpact", "all logins failed",
                        "financialImpact", "none",
                        "actionItems", "Alert at 80 % | rex | 2026-12-01")),
                true,
                "rex");
        fixture.actions.file(id, "task", "Filed by hand", null, null);

        var before = document.of(fixture.data.about(id));
        fixture.approves("ann", id);
        var after = document.of(fixture.data.about(id));

        assertThat(before)
                .contains("- **Status**: Waits for approval\n")
                .contains("- **Authors**: Carla Commander, Rex Responder\n")
                .contains("- **Affected users**: all logins failed\n")
                .contains("- **Data loss**: no\n")
                .contains("## Executive summary\n\n✎ Pool was empty\n")
                .contains("1. no connection was left\n2. nobody closed them\n")
                .contains("### Contributing factors\n\n- no alert\n- no limit\n")
                .contains("| Filed by hand | unassigned | no date | Open |\n"
                        + "| Alert at 80 % | rex | 2026-12-01 | Not filed yet |\n");
        assertThat(after)
                .contains("- **Status**: Final\n")
                .contains("| Alert at 80 % | rex | 2026-12-01 | Open |\n")
                .doesNotContain("Not filed yet");
    }

    @Test
    @Tag("E4")
    void nothingThatSomebodyWroteIsMoreThanText() {
        var id = fixture.resolved();
        var hostile =
                "<img src=x onerror=alert(1)> | [x](javascript:alert(1)) ![y](http://evil.test) # `z` \n# h\n<script>";
        var form = new HashMap<String, Object>();
        for (var component : PostMortemSections.class.getRecordComponents()) {
            form.put(component.getName(), hostile);
        }
        form.put("dataLoss", "no");
        fixture.service.record(id, PostMortemSections.of(form), true, "rex");
        fixture.timeline.add(id, hostile, hostile);
        fixture.record.evidence(data).keep(id, "a](javascript:alert(1))", "text/plain", new byte[1], "x");

        var seen = new Seen();
        Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(document.of(fixture.data.about(id)))
                .accept(seen);

        assertThat(seen.html).isEmpty();
        assertThat(seen.headings).isEqualTo(16);
        // Two tables with three columns, one with four. Rows: headings, 7 milestones, 3 timeline entries, 3 action
        // items.
        assertThat(seen.cells).isEqualTo(3 * (1 + 7) + 3 * (1 + 3) + 4 * (1 + 3));
        assertThat(seen.links).allMatch(link -> link.startsWith("https://firebreak.test/"));
    }

    @Test
    void anIncidentThatIsNotOverSaysSo() {
        var id = fixture.record.incident();
        fixture.clock.passes(Duration.ofMinutes(5));
        fixture.service.draft(id);

        assertThat(document.of(fixture.data.about(id)))
                .contains("- **Duration**: since 2026-11-22 07:16:30 UTC, not resolved yet\n")
                .contains("- **Authors**: none yet\n");
    }

    private static final class Seen extends AbstractVisitor {

        final List<String> html = new ArrayList<>();
        final List<String> links = new ArrayList<>();
        int headings;
        int cells;

        @Override
        public void visit(HtmlInline node) {
            html.add(node.getLiteral());
        }

        @Override
        public void visit(HtmlBlock node) {
            html.add(node.getLiteral());
        }

        @Override
        public void visit(Image node) {
            html.add(node.getDestination());
        }

        @Override
        public void visit(Link node) {
            links.add(node.getDestination());
        }

        @Override
        public void visit(Heading node) {
            headings++;
        }

        @Override
        public void visit(CustomNode node) {
            cells += node instanceof TableCell ? 1 : 0;
            visitChildren((Node) node);
        }
    }
}
