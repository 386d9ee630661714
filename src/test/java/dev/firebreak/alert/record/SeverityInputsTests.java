package dev.firebreak.alert.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SeverityInputsTests {

    private static final Catalog NOTHING_KNOWN =
            new Catalog("mosaic", Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of(), null);

    @Test
    void aFactThatNoAlertStatesIsLeftOut() {
        assertThat(facts(Map.of("alertname", "A", "severity", "low"))).isEqualTo(Map.of("alertSeverity", "low"));
    }

    @Test
    void theWorstThatAnyAlertSaysCounts() {
        assertThat(facts(Map.of("severity", "info"), Map.of("severity", "Warning"), Map.of("severity", "low")))
                .containsEntry("alertSeverity", "warning");
        assertThat(facts(Map.of("users_affected", "few"), Map.of("users_affected", "many")))
                .containsEntry("usersAffected", "many");
        assertThat(facts(Map.of("life_safety", "no"), Map.of("life_safety", "yes")))
                .containsEntry("lifeSafety", "yes");
    }

    @Test
    void anUnknownTermNeverMakesItHarmless() {
        assertThat(facts(Map.of("severity", "apocalyptic"), Map.of("severity", "high")))
                .containsEntry("alertSeverity", "apocalyptic");
        assertThat(facts(Map.of("severity", "odd"), Map.of("severity", "critical")))
                .containsEntry("alertSeverity", "critical");
        assertThat(facts(Map.of("users_affected", "a lot"))).containsEntry("usersAffected", "unknown");
        assertThat(facts(Map.of("data_risk", "0.3"))).containsEntry("dataRisk", "unknown");
    }

    @Test
    void servicesThatSayTheyAreDownAreCountedByName() {
        assertThat(facts(
                        Map.of("alertname", "ServiceDown", "service", "a"),
                        Map.of("alertname", "ServiceDown", "service", "a"),
                        Map.of("alertname", "X", "symptom", "service-down", "service", "b"),
                        Map.of("alertname", "Other", "service", "c")))
                .containsEntry("servicesDown", 2L);
        assertThat(facts(Map.of("services_down", "4"))).containsEntry("servicesDown", 4L);
        assertThat(facts(Map.of("services_down", "many"))).doesNotContainKey("servicesDown");
    }

    @Test
    @Tag("E3")
    void noTextOfTheSenderGetsInLongerThanAWord() {
        var facts = facts(Map.of("severity", "${1+1}".repeat(1_000), "users_affected", "#{x}"));
        assertThat(facts.get("alertSeverity").toString()).hasSizeLessThanOrEqualTo(40);
        assertThat(facts).containsEntry("usersAffected", "unknown");
    }

    @SafeVarargs
    private static Map<String, Object> facts(Map<String, String>... labels) {
        var alerts = new ArrayList<Alert>();
        for (var some : labels) {
            alerts.add(AlertSummaryTests.alert(some, Map.of()));
        }
        return new SeverityInputs(alerts, null, NOTHING_KNOWN).toVariables();
    }
}
