package dev.firebreak.alert.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                .containsEntry("alertSeverity", "medium");
        assertThat(facts(Map.of("users_affected", "few"), Map.of("users_affected", "many")))
                .containsEntry("usersAffected", "many");
        assertThat(facts(Map.of("life_safety", "no"), Map.of("life_safety", "yes")))
                .containsEntry("lifeSafety", "yes");
    }

    @Test
    void anUnknownTermNeverMakesItHarmless() {
        assertThat(facts(Map.of("severity", "apocalyptic"), Map.of("severity", "high")))
                .containsEntry("alertSeverity", "unknown");
        assertThat(facts(Map.of("severity", "odd"), Map.of("severity", "critical")))
                .containsEntry("alertSeverity", "critical");
        assertThat(facts("high", Map.of("severity", "apocalyptic"))).containsEntry("alertSeverity", "high");
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

    @ParameterizedTest
    @ValueSource(strings = {"0", "none", "n/a", "N/A", "false", "No", "-"})
    void wordsThatDenyAFactMeanNo(String word) {
        assertThat(facts(Map.of("users_affected", word))).containsEntry("usersAffected", "none");
        assertThat(facts(Map.of("security_issue", word))).containsEntry("securityIssue", "no");
        assertThat(facts(Map.of("data_risk", word))).containsEntry("dataRisk", "no");
        assertThat(facts(Map.of("life_safety", word))).containsEntry("lifeSafety", "no");
    }

    @ParameterizedTest
    @CsvSource({
        "info, X,           ",
        "warning, X,        ",
        "warning, ServiceDown, all",
        "warning, PostgresqlDown,    ",
        "critical, PostgresqlDown, all",
        "critical, X,       all",
        "critical, RedisMissingBackup, ",
    })
    void theCatalogueSaysWhoIsAffectedOnlyWhereTheAlertMaySayThatSomebodyIs(String word, String name, String users) {
        var postgres = new Service("db", "postgres", "tier-1", "all", null, null, List.of(), null);
        var catalog =
                new Catalog("mosaic", Map.of("db", postgres), Map.of(), Map.of(), Map.of(), List.of(), Map.of(), null);
        var alert = AlertSummaryTests.alert(Map.of("severity", word, "alertname", name, "service", "db"), Map.of());

        var facts = new SeverityInputs(
                        List.of(alert), new AlertSource("am", "high"), SeverityWords.OF_THE_FIELD, catalog)
                .toVariables();

        assertThat(facts.get("usersAffected")).isEqualTo(users);
    }

    @Test
    void severityAndImpactAreThoseOfTheWorstAlert() {
        assertThat(facts(
                        Map.of("severity", "critical", "alertname", "RedisMissingBackup"),
                        Map.of("severity", "warning", "alertname", "Slow")))
                .containsEntry("alertSeverity", "medium")
                .doesNotContainKey("alertImpact");
        assertThat(facts(
                        Map.of("severity", "critical", "alertname", "Slow"),
                        Map.of("severity", "warning", "alertname", "X", "impact", "alerting-lost")))
                .containsEntry("alertSeverity", "medium")
                .containsEntry("alertImpact", "alerting-lost");
    }

    @Test
    @Tag("D31")
    void informationNeverSaysThatAServiceIsDown() {
        assertThat(facts(Map.of("severity", "info", "symptom", "service-down")))
                .doesNotContainKey("servicesDown")
                .containsEntry("alertSeverity", "info");
        assertThat(facts(Map.of("severity", "warning", "symptom", "service-down")))
                .containsEntry("servicesDown", 1L);
    }

    @SafeVarargs
    private static Map<String, Object> facts(Map<String, String>... labels) {
        return facts(null, labels);
    }

    @SafeVarargs
    private static Map<String, Object> facts(String defaultSeverity, Map<String, String>... labels) {
        var alerts = new ArrayList<Alert>();
        for (var some : labels) {
            alerts.add(AlertSummaryTests.alert(some, Map.of()));
        }
        return new SeverityInputs(
                        alerts, new AlertSource("am", defaultSeverity), SeverityWords.OF_THE_FIELD, NOTHING_KNOWN)
                .toVariables();
    }
}
