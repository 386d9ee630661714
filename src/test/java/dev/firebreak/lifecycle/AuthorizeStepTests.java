package dev.firebreak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which approvals a step needs. Each scale goes from harmless to worst, and an unknown value counts as the worst. */
class AuthorizeStepTests {

    private static final List<String> ANSWERS = List.of("automatic", "one", "two", "forbidden");
    private static final List<String> EFFECTS =
            List.of("read", "reversible", "disruptive", "destructive", "unheard-of");
    private static final List<String> TIERS = List.of("tier-3", "tier-2", "tier-1", "unknown");
    private static final List<String> SEVERITIES = List.of("P1", "P2", "P3", "P4", "P5", "");

    private final DecisionTable table = new DecisionTable("authorize-step");

    @ParameterizedTest
    @CsvSource({
        "read,        tier-1,  P1, true,  automatic",
        "reversible,  tier-3,  P1, false, automatic",
        "reversible,  tier-3,  P2, true,  one",
        "reversible,  tier-3,  P3, false, one",
        "reversible,  tier-1,  P1, false, one",
        "disruptive,  tier-3,  P1, false, one",
        "destructive, tier-2,  P1, true,  one",
        "destructive, tier-1,  P1, true,  two",
        "destructive, unknown, P5, true,  two",
        "unheard-of,  tier-3,  P1, false, forbidden"
    })
    void whoHasToAgree(String effect, String tier, String severity, boolean irreversible, String answer) {
        assertThat(ask(effect, tier, severity, irreversible, true, false)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "tier-3, P3, false, 3,  automatic",
        "tier-3, P3, false, 22, automatic",
        "tier-3, P3, false, 7,  one",
        "tier-3, P3, false, 21, one",
        "tier-3, P3, true,  3,  one",
        "tier-3, P4, false, 3,  one",
        "tier-2, P3, false, 3,  one",
    })
    void atNightNobodyIsWokenForWhatCanBeUndoneInTheThirdTier(
            String tier, String severity, boolean irreversible, int hour, String answer) {
        assertThat(ask("reversible", tier, severity, irreversible, Map.of("localHour", hour)))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "tier-1,  process,       one",
        "tier-1,  commander,     one",
        "tier-1,  responder,     two",
        "tier-1,  camunda-admin, two",
        "tier-1,  none,          two",
        "unknown, modeler,       two",
        "tier-2,  responder,     one",
    })
    void whoDoesNotCommandNeedsTwoOthersToDisruptTheFirstTier(String tier, String role, String answer) {
        assertThat(ask("disruptive", tier, "P1", true, Map.of("requesterRole", role)))
                .isEqualTo(answer);
    }

    @Test
    void whereNoMachineActsOnlyReadingGoesOn() {
        assertThat(ask("reversible", "tier-3", "P1", false, false, false)).isEqualTo("forbidden");
        assertThat(ask("read", "tier-3", "P1", false, false, false)).isEqualTo("automatic");
        assertThat(ask("read", "tier-3", "P1", false, true, true)).isEqualTo("forbidden");
        assertThat(table.decide(Map.of("effect", "reversible", "targetTier", "tier-3", "severity", "P1")))
                .as("unknown whether a machine may act")
                .containsEntry("approval", "forbidden");
    }

    @Test
    void worseNeverNeedsFewerPeople() {
        for (var severity : SEVERITIES) {
            for (var effect = 0; effect < EFFECTS.size(); effect++) {
                for (var tier = 0; tier < TIERS.size(); tier++) {
                    var here = strictness(effect, tier, severity, false);
                    assertThat(strictness(effect, tier, severity, true)).isGreaterThanOrEqualTo(here);
                    assertThat(strictness(Math.min(effect + 1, EFFECTS.size() - 1), tier, severity, false))
                            .as(EFFECTS.get(effect) + " " + TIERS.get(tier) + " " + severity)
                            .isGreaterThanOrEqualTo(here);
                    assertThat(strictness(effect, Math.min(tier + 1, TIERS.size() - 1), severity, false))
                            .isGreaterThanOrEqualTo(here);
                }
            }
        }
    }

    /** Otherwise the diagram would continue to a step that the ledger then refuses. */
    @Test
    void whatCantBeTakenBackIsNeverAutomatic() {
        for (var severity : SEVERITIES) {
            for (var effect = 1; effect < EFFECTS.size(); effect++) {
                for (var tier = 0; tier < TIERS.size(); tier++) {
                    assertThat(strictness(effect, tier, severity, true)).isPositive();
                }
            }
        }
    }

    private int strictness(int effect, int tier, String severity, boolean irreversible) {
        return ANSWERS.indexOf(ask(EFFECTS.get(effect), TIERS.get(tier), severity, irreversible, true, false));
    }

    private String ask(String effect, String tier, String severity, boolean irreversible, Map<String, Object> more) {
        var facts = new HashMap<String, Object>(Map.of("effect", effect, "targetTier", tier, "severity", severity));
        facts.putAll(Map.of("irreversible", irreversible, "automation", true, "stepForbidden", false));
        facts.putAll(more);
        return (String) table.decide(facts).get("approval");
    }

    private String ask(
            String effect, String tier, String severity, boolean irreversible, boolean automation, boolean refused) {
        var facts = new HashMap<String, Object>(Map.of("effect", effect, "targetTier", tier, "severity", severity));
        facts.putAll(Map.of("irreversible", irreversible, "automation", automation, "stepForbidden", refused));
        return (String) table.decide(facts).get("approval");
    }
}
