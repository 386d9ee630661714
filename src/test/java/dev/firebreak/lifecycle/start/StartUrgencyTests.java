package dev.firebreak.lifecycle.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.DecisionTable;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("D22")
class StartUrgencyTests {

    private static final Map<String, List<Object>> STATED = Map.of(
            "usersAffected", List.of("none", "few", "some", "many", "all", "unknown", "everyone", " Some "),
            "servicesDown", List.of(0, 1L, 2, "3", 4, 50, -1, "four"),
            "serviceTier", List.of("tier-3", "tier-2", "tier-1", "unknown"),
            "dataRisk", List.of("no", "yes", "unknown", true, false),
            "securityIssue", List.of("no", "yes", "unknown"),
            "lifeSafety", List.of("no", "yes", "perhaps"),
            "releaseBlocked", List.of("no", "yes", "unknown"),
            "alertImpact", List.of("later", "data-lost", "alerting-lost", "odd"),
            "alertSeverity", List.of("info", "low", "warning", "medium", "high", "error", "critical", "p1", "sev0"));

    @ParameterizedTest
    @CsvSource({"critical, P1", "high, P2", "warning, P3", "low, P4", "info, P5", "sev0, P1", "' Warning ', P3"})
    void theSenderSaysHowSoon(String word, Severity urgency) {
        assertThat(StartUrgency.of(Map.of("alertSeverity", word))).isEqualTo(urgency);
    }

    @Test
    void theWorstFactCounts() {
        assertThat(StartUrgency.of(Map.of("alertSeverity", "info", "usersAffected", "all")))
                .isEqualTo(Severity.P1);
        assertThat(StartUrgency.of(Map.of("alertSeverity", "info", "lifeSafety", "no")))
                .isEqualTo(Severity.P5);
    }

    @Test
    void whatStatesNothingIsStartedAsTheWorst() {
        assertThat(StartUrgency.of(Map.of())).isEqualTo(Severity.P1);
        assertThat(StartUrgency.of(Map.of("lifeSafety", "no", "servicesDown", 0)))
                .isEqualTo(Severity.P1);
    }

    /** Otherwise an incident that becomes P1 would wait with the others. */
    @ParameterizedTest
    @ValueSource(strings = {"mosaic", "gitops"})
    void noStartIsLessUrgentThanItsSeverity(String profile) {
        noStartIsLessUrgentThanItsSeverity(profile, 300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mosaic", "gitops"})
    @Tag("chaos")
    void noStartOfThousandsIsLessUrgentThanItsSeverity(String profile) {
        noStartIsLessUrgentThanItsSeverity(profile, 10_000);
    }

    private static void noStartIsLessUrgentThanItsSeverity(String profile, int rounds) {
        var table = new DecisionTable("assess-severity", "assess-severity-" + profile);
        var random = new Random(20261122);
        for (var round = 0; round < rounds; round++) {
            var stated = some(random);
            var facts = new HashMap<>(SeverityFacts.of(stated, null));
            facts.put("symptom", "unknown");
            facts.put("profile", profile);

            var severity = Severity.valueOf(
                    table.decide(facts).values().iterator().next().toString());

            assertThat(StartUrgency.of(stated)).as("%s: %s", profile, stated).isLessThanOrEqualTo(severity);
        }
    }

    private static Map<String, Object> some(Random random) {
        var stated = new HashMap<String, Object>();
        STATED.forEach((fact, values) -> {
            if (random.nextInt(3) == 0) {
                stated.put(fact, values.get(random.nextInt(values.size())));
            }
        });
        return stated;
    }
}
