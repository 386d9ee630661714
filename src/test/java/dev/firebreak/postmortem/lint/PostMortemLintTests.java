package dev.firebreak.postmortem.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.postmortem.lint.PersonNames.Named;
import dev.firebreak.postmortem.record.PostMortemSections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the linter finds in post-mortems, and what it leaves alone. */
class PostMortemLintTests {

    private static final PersonNames PEOPLE = new PersonNames(List.of(
            new Named("carla", "Carla Commander", "the incident commander"),
            new Named("will", "Will Wright", "a responder")));

    /** A post-mortem in which there is nothing to change. */
    private static final Map<String, Object> GOOD = Map.of(
            "summary", "The pool was exhausted for 40 minutes.",
            "userImpact", "Half of the logins failed for 40 minutes.",
            "dataLoss", "no",
            "why1", "No connection was left.",
            "why2", "A worker kept its connections after a time-out.",
            "contributingFactors", "The pool had no alert\nThe limit was copied from another service",
            "actionItems", "Alert at 80 % of the pool | rex | due 2026-12-01");

    @Test
    void aGoodOneHasNoFindings() {
        assertThat(findings(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "whatHappened,    The outage was the fault of the night shift.,      blame",
        "whatHappened,    Someone should have known that the disk was full., blame",
        "lessons,         A careless change went out.,                       blame",
        "why2,            Human error during the deployment.,                human-error",
        "why2,            It was an Operator Error.,                         human-error",
        "whatHappened,    Carla restarted the pool.,                         name",
        "whatHappened,    @will looked at the log.,                          name"
    })
    void aWordThatBlamesExplainsNothingOrNamesSomeoneIsFound(String section, String text, String rule) {
        assertThat(findings(Map.of(section, text))).containsExactly(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The faulty disk was replaced and errors by users went down.",
                "The service will restart; Willow and carlaX are hosts.",
                "A blameless review follows; default of 10 was kept."
            })
    void similarWordsAreLeftAlone(String text) {
        assertThat(findings(Map.of("whatHappened", text.replace("will restart", "is going to restart"))))
                .isEmpty();
    }

    @Test
    void aSingleCauseAMissingImpactAndActionsWithoutOwnerOrDateAreFound() {
        assertThat(findings(Map.of("contributingFactors", " "))).containsExactly("single-cause");
        assertThat(findings(Map.of("why2", " "))).containsExactly("single-cause");
        assertThat(findings(Map.of("userImpact", ""))).containsExactly("impact");
        assertThat(findings(Map.of("actionItems", ""))).containsExactly("no-action");
        assertThat(findings(Map.of("actionItems", "Alert | rex\nDrill | | 2026-12-01")))
                .containsExactly("no-date", "no-owner");
    }

    @Test
    void thePublishedVersionNamesRoles() {
        assertThat(PEOPLE.redacted("Carla Commander asked Will, and carla agreed with @will. William stayed."))
                .isEqualTo("the incident commander asked a responder, and the incident commander agreed with"
                        + " a responder. William stayed.");
        assertThat(PEOPLE.redacted(null)).isNull();
        assertThat(new PersonNames(List.of()).redacted("Carla")).isEqualTo("Carla");
    }

    private static List<String> findings(Map<String, Object> changed) {
        var sections = new HashMap<>(GOOD);
        sections.putAll(changed);
        return PostMortemLint.of(PostMortemSections.of(sections), PEOPLE).stream()
                .map(LintFinding::rule)
                .toList();
    }
}
