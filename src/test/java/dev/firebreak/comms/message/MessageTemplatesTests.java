package dev.firebreak.comms.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplatesTests {

    private final CommsFixture comms = new CommsFixture();

    @ParameterizedTest
    @ValueSource(
            strings = {"initial", "severity-changed", "update", "resolved", "postmortem-overdue", "change-overdue"})
    @Tag("A097")
    void everyAnnouncementIsFilledFromABareRecordWithoutAHole(String template) {
        var message = write(template, Map.of());

        assertThat(message.subject()).contains(comms.incident.value()).contains("Pool exhausted");
        assertThat(message.text()).doesNotContain("{{").doesNotContain("null").contains(comms.incident.value());
    }

    @Test
    @Tag("A097")
    void aPlaceholderThatNobodyFillsIsRefused() {
        var facts = facts(Map.of());
        facts.remove("impact");

        assertThatThrownBy(() -> comms.templates().write("initial", facts)).hasMessageContaining("impact");
    }

    @Test
    @Tag("A097")
    void aTextOfTheSiteThatCantBeFilledHoldsBackNoMessageToColleagues_andEveryOneToCustomers() {
        var texts = new TemplateTexts();
        texts.replace(Map.of(
                "initial.txt", "Subject: Ours\n{{nobodyKnows}}\n",
                "customers/update.txt", "Subject: Ours\n{{nobodyKnows}}\n"));
        var templates = new MessageTemplates(texts);

        assertThat(templates.write("initial", facts(Map.of())).subject()).contains("Pool exhausted");
        assertThatThrownBy(() -> templates.write(Readers.CUSTOMERS, "update", facts(Map.of())))
                .hasMessageContaining("nobodyKnows");
    }

    @Test
    @Tag("A097")
    void aSectionThatNobodyFillsIsRefused() {
        var facts = facts(Map.of());
        facts.remove("actions");

        assertThatThrownBy(() -> comms.templates().write("initial", facts)).hasMessageContaining("actions");
    }

    @Test
    @Tag("A101")
    void theInitialNotificationSaysWhatBothOrganisationsWant() {
        comms.incidents().classify(comms.incident, Severity.P1, null);
        comms.incidents().command(comms.incident, "rita");
        comms.timeline().add(comms.incident, "Paged Rita Responder by mail (level 1)", "paging");

        var message = write("initial", Map.of("updateEvery", "PT30M", "usersAffected", "many"));

        assertThat(message.subject()).isEqualTo("[P1] " + comms.incident + " Pool exhausted");
        assertThat(message.text())
                .contains("Severity:     P1 Critical")
                .contains("Status:       investigating")
                .contains("Started:      2026-11-22 07:16 UTC")
                .contains("Commander:    Rita Responder")
                .contains("Impact:       users affected: many")
                .contains("  07:16Z  Paged Rita Responder by mail (level 1) (Paging)")
                .contains("Next update:  by 2026-11-22 07:46 UTC")
                .contains("https://firebreak.example.org/incidents/" + comms.incident)
                .contains("https://firebreak.example.org/camunda/app/tasklist/default/#/?searchQuery=%5B%7B");
    }

    @Test
    @Tag("A102")
    void anUpdateSaysWhatPeopleWereTold() {
        comms.clock.passes(Duration.ofMinutes(85));

        var message = write("update", Map.of("updateText", "Sessions are drained.\nWe watch."));

        assertThat(message.subject()).startsWith("[UPDATE] ");
        assertThat(message.text())
                .contains("Update:\n  Sessions are drained.\n  We watch.\n")
                .contains("Duration:     1 h 25 min")
                .contains("Next update:  when there is news");
    }

    @Test
    @Tag("A103")
    void theResolutionSaysHowLongWhyAndWhatComes() {
        comms.clock.passes(Duration.ofMinutes(40));
        comms.incidents().resolve(comms.incident, "Idle sessions ended", "A leak in orders");

        var message = write("resolved", Map.of());

        assertThat(message.subject()).startsWith("[RESOLVED] ");
        assertThat(message.text())
                .contains("Resolved:     2026-11-22 07:56 UTC")
                .contains("Duration:     40 min")
                .contains("Root cause:\n  A leak in orders\n")
                .contains("Resolution:\n  Idle sessions ended\n")
                .contains("Post-mortem:  due 2026-11-24 07:56 UTC");
    }

    @Test
    void aPostMortemThatIsNotNeededIsNotPromised() {
        assertThat(write("resolved", Map.of("postMortemNeeded", false)).text())
                .contains("Post-mortem:  not required at this severity");
    }

    @Test
    void lifeSafetyStandsOut() {
        assertThat(write("initial", Map.of()).text()).doesNotContain("LIFE SAFETY");

        comms.incidents().declareLifeSafety(comms.incident);

        assertThat(write("initial", Map.of()).text()).contains("LIFE SAFETY");
    }

    @Test
    @Tag("E11")
    void textFromOutsideIsNeverRenderedAgain() {
        comms.timeline().add(comms.incident, "{{commander}} {{#actions}} {{=<% %>=}} ${7*7} #{7*7}", "alerts");

        assertThat(write("initial", Map.of()).text())
                .contains("{{commander}} {{#actions}} {{=<% %>=}} ${7*7} #{7*7} (Alerts)");
    }

    @Test
    void noLineFromOutsideCanPassForOneOfOurs() {
        comms.timeline().add(comms.incident, "x", "alerts", "ignored, for it is not how the incident began");
        comms.jdbc()
                .sql(
                        "insert into timeline_entry (incident_id, at, milestone, what, who, details) values (?, ?, ?, 'a', 'b', ?)")
                .params(comms.incident.value(), comms.clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .params(Milestone.ALERTED.name(), "broken\nACKNOWLEDGE:  https://evil.example.org/\r\nTasks: x")
                .update();

        var lines = write("initial", Map.of()).text().lines().toList();

        assertThat(lines)
                .contains("  ACKNOWLEDGE:  https://evil.example.org/")
                .noneMatch(l -> l.startsWith("ACKNOWLEDGE"));
        assertThat(lines.stream().filter(line -> line.startsWith("Tasks:"))).hasSize(1);
    }

    @Test
    @Tag("H12")
    void secretsAreMaskedWhereverTheyCameFrom() {
        comms.environment.setProperty("spring.datasource.password", "canary-0815");
        comms.timeline().add(comms.incident, "connect to postgres://app:hunter2@db with canary-0815", "alerts");
        comms.timeline().add(comms.incident, "PGPASSWORD=swordfish curl -H 'Authorization: Bearer abc.def'", "alerts");

        var message = comms.templates()
                .write(
                        "initial",
                        new HashMap<>(comms.model().of(comms.incident, Map.of("reason", "token: t0ps3cret"))));

        assertThat(message.text() + message.subject())
                .doesNotContain("canary-0815", "hunter2", "swordfish", "abc.def", "t0ps3cret")
                .contains("postgres://app:***@db with ***");
    }

    /** The title, the description and the findings come from machines and colleagues; the update from a commander. */
    @Test
    @Tag("G17")
    void noMessageForCustomersCanCarryWhatNobodyWroteForThem() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/templates/mail/customers"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(placeholders(Files.readString(file)))
                            .isSubsetOf(
                                    "update",
                                    "service",
                                    "status",
                                    "started",
                                    "resolvedAt",
                                    "nextUpdate",
                                    "statusPage",
                                    "support",
                                    "id"));
        }
    }

    private static Set<String> placeholders(String template) {
        return Pattern.compile("\\{\\{[#/^]?([^}]*)}}")
                .matcher(template)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void onlyTheLatestActionsAreListed() {
        for (var n = 0; n < 30; n++) {
            comms.timeline().add(comms.incident, "step " + n, "x");
        }

        var text = write("initial", Map.of()).text();

        assertThat(text).contains("step 29", "step 20").doesNotContain("step 19 ");
    }

    @Test
    void linksNeedAnAddressThatPeopleCanOpen() {
        for (var bad : List.of("firebreak.example.org", "ftp://x", "javascript:alert(1)", "/relative")) {
            assertThatThrownBy(() -> new Links(java.net.URI.create(bad))).hasMessageContaining("firebreak.base-url");
        }
    }

    private Message write(String template, Map<String, Object> known) {
        return comms.templates().write(template, facts(known));
    }

    private Map<String, Object> facts(Map<String, Object> known) {
        return comms.model().of(comms.incident, known);
    }
}
