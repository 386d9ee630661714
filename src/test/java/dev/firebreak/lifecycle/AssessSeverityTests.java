package dev.firebreak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssessSeverityTests {

    /** From harmless to worst; an unknown value is never milder than a known one. */
    private static final Map<String, List<Object>> SCALES = new LinkedHashMap<>();

    static {
        SCALES.put("usersAffected", List.of("none", "few", "some", "many", "all", "unknown"));
        SCALES.put("servicesDown", List.of(0, 1, 2, 3, 4, 50, -1));
        SCALES.put("serviceTier", List.of("tier-3", "tier-2", "tier-1", "unknown"));
        SCALES.put("dataRisk", List.of("no", "yes", "unknown"));
        SCALES.put("securityIssue", List.of("no", "yes", "unknown"));
        SCALES.put("lifeSafety", List.of("no", "yes", "unknown"));
        SCALES.put("releaseBlocked", List.of("no", "yes", "unknown"));
        SCALES.put("alertSeverity", List.of("info", "low", "medium", "high", "critical", "unknown"));
        SCALES.put("alertImpact", List.of("later", "unstated", "data-lost", "alerting-lost"));
    }

    private static final DecisionTable ASSESS_SEVERITY = new DecisionTable("assess-severity");

    @ParameterizedTest
    @CsvSource({
        // the Mosaic source: "Incident Severity Levels" and the calculator's rows
        "mosaic, usersAffected, all,   P1",
        "mosaic, usersAffected, many,  P2",
        "mosaic, usersAffected, some,  P3",
        "mosaic, usersAffected, few,   P4",
        "mosaic, usersAffected, none,  P5",
        "mosaic, securityIssue, yes,   P1",
        "mosaic, dataRisk,      yes,   P2",
        "mosaic, symptom, documentation, P5",
        // the GitOps Auditor source: "Severity Levels"; it contradicts the other on data and documentation
        "gitops, dataRisk,      yes,   P1",
        "gitops, releaseBlocked, yes,  P2",
        "gitops, symptom, documentation, P3",
        "gitops, securityIssue, yes,   P1",
        "gitops, usersAffected, all,   P1",
        // the alert rules' words
        "mosaic, alertSeverity, critical, P1",
        "mosaic, alertSeverity, high,  P2",
        "mosaic, alertSeverity, medium, P3",
        "mosaic, alertSeverity, low,   P4",
        "mosaic, alertSeverity, info,  P5",
        "mosaic, lifeSafety,    yes,   P1"
    })
    void oneFactAloneGivesTheSeverityOfItsMatrix(String profile, String fact, String value, Severity severity) {
        assertThat(severity(profile, Map.of(fact, value))).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "assess-severity-mosaic, usersAffected, some,         P3",
        "assess-severity-mosaic, dataRisk,      yes,          P2",
        "assess-severity-mosaic, dataRisk,      unknown,      P2",
        "assess-severity-mosaic, symptom,       documentation, P5",
        "assess-severity-mosaic, symptom,       cosmetic,     P4",
        "assess-severity-mosaic, lifeSafety,    yes,          P1",
        "assess-severity-gitops, usersAffected, some,         P3",
        "assess-severity-gitops, dataRisk,      yes,          P1",
        "assess-severity-gitops, dataRisk,      unknown,      P1",
        "assess-severity-gitops, symptom,       documentation, P3",
        "assess-severity-gitops, symptom,       cosmetic,     P4",
        "assess-severity-gitops, releaseBlocked, yes,         P2"
    })
    void eachOrganisationHasItsOwnTable(String table, String fact, String value, Severity severity) {
        var facts = facts("nothing of this matters here", Map.of("usersAffected", "none"));
        facts.put(fact, value);

        var answer = new DecisionTable("assess-severity", table).decide(facts);

        assertThat(answer.values()).contains(severity.name());
    }

    @ParameterizedTest
    @CsvSource({"mosaic, P2", "gitops, P1", "another, P1", "'', P1"})
    void aProfileThatNoTableIsNamedAfterIsJudgedAsGitOps(String profile, Severity severity) {
        assertThat(severity(profile, Map.of("dataRisk", "yes"))).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "1, tier-1, P1",
        "1, tier-2, P2",
        "1, tier-3, P3",
        "2, tier-3, P2",
        "3, tier-3, P2",
        "4, tier-3, P1",
        "1, unknown, P1",
        "1, unstated, P2"
    })
    void aServiceThatEverythingRestsOnWeighsMoreThanOneThatFewUse(int down, String tier, Severity severity) {
        assertThat(severity("mosaic", Map.of("servicesDown", down, "serviceTier", tier)))
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "critical, unstated,      tier-1,   P1, The alert says critical and not of what can wait",
        "critical, unstated,      tier-3,   P2, The alert says critical of a service that few use",
        "critical, unstated,      unstated, P1, The alert says critical and not of what can wait",
        "critical, later,         tier-1,   P3, The alert says critical or high of what can wait",
        "high,     later,         tier-1,   P3, The alert says critical or high of what can wait",
        "high,     unstated,      tier-1,   P2, The alert says high and not of what can wait",
        "medium,   unstated,      unstated, P3, The alert says medium",
        "medium,   alerting-lost, tier-3,   P1, Alerts reach nobody even where the alert only warns of it",
        "medium,   data-lost,     tier-1,   P1, The alert says that data are being lost that everything rests on or it is not ruled out",
        "medium,   data-lost,     tier-3,   P2, The alert says that data are being lost",
        "low,      alerting-lost, tier-1,   P4, The alert says low",
        "info,     data-lost,     tier-1,   P5, No impact",
    })
    void theWordTimesWhatIsHitTimesTheTierDecidesAndTheRuleIsNamed(
            String word, String impact, String tier, Severity severity, String rule) {
        var answer = ASSESS_SEVERITY.decide(
                facts("mosaic", Map.of("alertSeverity", word, "alertImpact", impact, "serviceTier", tier)));

        assertThat(answer.get("severity")).isEqualTo(severity.name());
        assertThat(answer.get("severityRule").toString().replace(",", "")).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL", "four", "everyone", "", "${evil}"})
    void wordsThatNobodyKnowsFailUp(String word) {
        assertThat(severity("mosaic", Map.of("usersAffected", word))).isEqualTo(Severity.P1);
    }

    @Test
    void whenNobodyHasSaidAnythingItFailsUp() {
        var nothing = SeverityFacts.of(Map.of(), null);

        assertThat(severity("mosaic", nothing)).isEqualTo(Severity.P1);
    }

    @ParameterizedTest
    @CsvSource({"ALL, P1", "Many, P2", "' some ', P3"})
    void spellingDoesNotLowerAFactThatCameFromOutside(String word, Severity severity) {
        var facts = SeverityFacts.of(Map.of("usersAffected", word), null);

        assertThat(severity("mosaic", facts)).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "p1, P1",
        "P2, P2",
        "p3, P3",
        "p4, P4",
        "p5, P5",
        "p6, P1",
        "sev1, P1",
        "SEV2, P2",
        "sev3, P3",
        "sev4, P4",
        "sev5, P5",
        "critical, P1",
        "page, P1",
        "error, P2",
        "high, P2",
        "warning, P3",
        "warn, P3",
        "ticket, P3",
        "medium, P3",
        "low, P4",
        "minor, P4",
        "info, P5",
        "informational, P5",
        "notice, P5",
        "debug, P5",
        "none, P5",
        "ok, P5"
    })
    void theWordsOfTheFieldNameASeverity(String word, Severity severity) {
        var facts = SeverityFacts.of(Map.of("alertSeverity", word, "usersAffected", "none"), null);

        assertThat(severity("mosaic", facts)).isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"four", "-3", "NaN-ish", "1e"})
    void aNumberThatNobodyCanReadFailsUp(String number) {
        var facts = SeverityFacts.of(Map.of("servicesDown", number, "usersAffected", "few"), null);

        assertThat(severity("mosaic", facts)).isEqualTo(Severity.P1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mosaic", "gitops"})
    void worseNeverLowersAndUnknownNeverLowers(String profile) {
        worseNeverLowersAndUnknownNeverLowers(profile, 150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mosaic", "gitops"})
    @Tag("chaos")
    void worseOfThousandsNeverLowersAndUnknownNeverLowers(String profile) {
        worseNeverLowersAndUnknownNeverLowers(profile, 5_000);
    }

    private static void worseNeverLowersAndUnknownNeverLowers(String profile, int rounds) {
        var table = new DecisionTable("assess-severity", "assess-severity-" + profile);
        var random = new Random(20261122);
        for (var round = 0; round < rounds; round++) {
            var facts = randomFacts(random);
            var fact = new ArrayList<>(SCALES.keySet()).get(random.nextInt(SCALES.size()));
            var scale = SCALES.get(fact);

            var before = severity(table, facts);
            var worse = new HashMap<>(facts);
            var at = scale.indexOf(facts.get(fact));
            worse.put(fact, scale.get(at + random.nextInt(scale.size() - at)));

            assertThat(severity(table, worse))
                    .as("%s, %s from %s to %s in %s", profile, fact, facts.get(fact), worse.get(fact), facts)
                    .isLessThanOrEqualTo(before);
        }
    }

    private static Map<String, Object> randomFacts(Random random) {
        var facts = new HashMap<String, Object>();
        SCALES.forEach((fact, scale) -> {
            // half of the facts are harmless; otherwise every draw would be P1
            facts.put(fact, scale.get(random.nextInt(random.nextBoolean() ? 1 : scale.size())));
        });
        return facts;
    }

    private Severity severity(String profile, Map<String, ?> said) {
        return Severity.valueOf(
                ASSESS_SEVERITY.decide(facts(profile, said)).get("severity").toString());
    }

    /** What the table of one organisation says by itself, without the choice between them. */
    private static Severity severity(DecisionTable organisation, Map<String, ?> said) {
        return Severity.valueOf(
                organisation.decide(facts("", said)).values().iterator().next().toString());
    }

    private static Map<String, Object> facts(String profile, Map<String, ?> said) {
        var facts = new HashMap<String, Object>(Map.of(
                "usersAffected", "unstated", "servicesDown", 0, "serviceTier", "unstated", "dataRisk", "unstated"));
        facts.putAll(Map.of(
                "securityIssue",
                "unstated",
                "lifeSafety",
                "unstated",
                "releaseBlocked",
                "unstated",
                "alertSeverity",
                "unstated",
                "alertImpact",
                "unstated",
                "symptom",
                "unknown",
                "profile",
                profile));
        facts.putAll(said);
        return facts;
    }
}
