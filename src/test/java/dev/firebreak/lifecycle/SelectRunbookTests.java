package dev.firebreak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A057")
class SelectRunbookTests {

    private static final String POOL = "postgres-connection-pool-exhausted";

    private final DecisionTable selectRunbook = new DecisionTable("select-runbook");
    private final DecisionTable resolveSymptom = new DecisionTable("select-runbook", "resolve-symptom");

    @ParameterizedTest
    @CsvSource({
        "connection-pool-exhausted,      connection-pool-exhausted",
        "connections-exhausted,          connection-pool-exhausted",
        "postgres-connections-exhausted, connection-pool-exhausted",
        "postgresql-too-many-connections, connection-pool-exhausted",
        "too-many-connections,           connection-pool-exhausted",
        "high-load,                      high-load",
        "unknown,                        unknown"
    })
    void aSymptomHasOneNameWhateverTheAlertCallsIt(String said, String symptom) {
        assertThat(resolveSymptom.decide(Map.of("symptom", said))).containsEntry("canonicalSymptom", symptom);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection-pool-exhausted",
                "connections-exhausted",
                "postgres-connections-exhausted",
                "postgresql-too-many-connections",
                "too-many-connections"
            })
    void everyNameOfAFullPoolSelectsItsRunbook(String symptom) {
        assertThat(selected("postgres", symptom)).isEqualTo(POOL);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, postgresql-replication-lag, postgres-replication-lag",
        "postgres, replication-lag,            postgres-replication-lag",
        "mariadb,  mysql-slave-replication-lag, none",
        "postgres, checksum-failures,          postgres-corruption",
        "postgres, corruption,                 postgres-corruption",
        "mariadb,  data-corruption,            none",
        "mariadb,  mariadb-down,               mariadb-unreachable",
        "mariadb,  unreachable,                mariadb-unreachable",
        "mariadb,  too-many-connections,       mariadb-unreachable"
    })
    void aSymptomOfADatabaseSelectsTheRunbookOfItsTechnology(String kind, String symptom, String runbook) {
        assertThat(selected(kind, symptom)).isEqualTo(runbook);
    }

    @ParameterizedTest
    @CsvSource({
        "gitops-auditor, service-down,           gitops-auditor-restart",
        "gitops-auditor, systemd-service-failed, gitops-auditor-restart",
        "systemd,        service-down,           none",
        "host,           service-down,           none",
        "host,           disk-space-low,         host-disk-full",
        "host,           node-filesystem-space-filling-up, host-disk-full",
        "gitops-auditor, disk-full,              host-disk-full",
        "postgres,       disk-full,              none"
    })
    void aRunbookOfOneServiceIsSelectedForThatServiceOnly(String kind, String symptom, String runbook) {
        assertThat(selected(kind, symptom)).isEqualTo(runbook);
    }

    /** The alerts and the failure patterns of both sources, and what public alert rules call them. */
    @ParameterizedTest
    @CsvSource({
        "web,      service-down,                service-down",
        "web,      blackbox-probe-failed,       service-down",
        "gitea,    target-down,                 service-down",
        "redis,    redis-down,                  service-down",
        "postgres, postgresql-down,             service-down",
        "postgres, database-connection-failure, service-down",
        "mariadb,  database-connection-failure, mariadb-unreachable",
        "mariadb,  mysql-down,                  mariadb-unreachable",
        "web,      prometheus-target-missing,   service-down",
        "web,      service-unhealthy,           service-down",
        "web,      wont-start,                  service-wont-start",
        "web,      kube-pod-crash-looping,      service-wont-start",
        "postgres, postgresql-restarted,        service-wont-start",
        "web,      performance,                 service-slow",
        "web,      blackbox-probe-slow-http,    service-slow",
        "mariadb,  mysql-slow-queries,          service-slow",
        "web,      high-error-rate,             integration-failure",
        "web,      external-api-failure,        integration-failure",
        "web,      credentials-rejected,        integration-failure",
        "web,      rate-limited,                integration-failure",
        "web,      network-unreachable,         integration-failure",
        "web,      blackbox-ssl-certificate-expired, integration-failure",
        "gitops-auditor, high-error-count,      gitops-auditor-health"
    })
    void whatHasNoRunbookOfItsOwnIsCheckedWithAPerson(String kind, String symptom, String runbook) {
        assertThat(selected(kind, symptom)).isEqualTo(runbook);
    }

    /** The symptoms of a security incident in both sources, and the words of the pattern that watches logs. */
    @ParameterizedTest
    @Tag("A077")
    @CsvSource({
        "host,           unauthorized-access-attempts, security-containment",
        "gitea,          suspicious-processes,         security-containment",
        "web,            unexpected-network-traffic,   security-containment",
        "gitops-auditor, modified-files,               security-containment",
        "host,           breach,                       security-containment",
        "gitops-auditor, security-breach,              security-containment",
        "postgres,       injection,                    security-containment",
        "web,            exploit,                      security-containment",
        "firebreak,      security-breach,              none"
    })
    void whatMayBeABreakInSelectsTheContainment(String kind, String symptom, String runbook) {
        assertThat(selected(kind, symptom)).isEqualTo(runbook);
    }

    @ParameterizedTest
    @CsvSource({
        "web,    container-high-memory-usage, containers-leaking-memory",
        "gitea,  jvm-memory-filling-up,       containers-leaking-memory",
        "docker, memory-leak,                 containers-leaking-memory",
        "gitea,  container-high-cpu-utilization, gitea-high-load",
        "gitea,  disk-space-low,              gitea-storage-full",
        "gitea,  repositories-full,           gitea-storage-full",
        "web,    high-load,                   none",
        "redis,  memory-leak,                 none",
        "postgres, container-high-memory-usage, none"
    })
    void aProgramInAContainerHasItsRunbook(String kind, String symptom, String runbook) {
        assertThat(selected(kind, symptom)).isEqualTo(runbook);
    }

    @ParameterizedTest
    @Tag("A076")
    @ValueSource(strings = {"ContainerMemoryHigh", "ContainerOomKilled"})
    void theShippedAlertsOnMemorySelectTheRunbook(String alert) throws IOException {
        var rules = Files.readString(Path.of("docker/prometheus/critical-alerts.yml"));
        var rule = Pattern.compile("- alert: " + alert + "\\n.*?symptom: (\\S+)\\n", Pattern.DOTALL)
                .matcher(rules);

        assertThat(rule.find()).isTrue();
        assertThat(selected("gitea", rule.group(1))).isEqualTo("containers-leaking-memory");
    }

    @ParameterizedTest
    @CsvSource({"postgres, high-load", "mariadb, high-load", "web, connections-exhausted", "'', ''"})
    void whereNoRunbookFitsPeopleLead(String kind, String symptom) {
        assertThat(selected(kind, symptom)).isEqualTo("none");
    }

    private Object selected(String kind, String symptom) {
        return selectRunbook
                .decide(Map.of("serviceKind", kind, "symptom", symptom))
                .get("runbook");
    }
}
