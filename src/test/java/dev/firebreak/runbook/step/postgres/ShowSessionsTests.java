package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.FakePostgres.TARGET;
import static dev.firebreak.runbook.step.postgres.server.SessionState.ACTIVE;
import static dev.firebreak.runbook.step.postgres.server.SessionState.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.Finding;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowSessionsTests {

    private final FakePostgres server = new FakePostgres();

    @ParameterizedTest
    @CsvSource({"13, true", "14, false", "17, false", "0, true"})
    void thePoolHasRecoveredBelowEightyPercentOfWhatApplicationsMayHave(int sessions, boolean recovered) {
        for (var i = 0; i < sessions; i++) {
            server.session("gitea", IDLE, Duration.ofSeconds(5));
        }

        assertThat(read().variables())
                .containsEntry("poolRecovered", recovered)
                .containsEntry("poolUsedPercent", Math.round(sessions * 100 / 17.0))
                .containsEntry("connectionLimit", 20L);
    }

    @Test
    void sessionsAreCountedByApplicationRoleAndState() {
        server.session("gitea", IDLE, Duration.ofSeconds(5));
        server.session("gitea", IDLE, Duration.ofSeconds(6));
        server.session("plane", ACTIVE, Duration.ofSeconds(6));

        var finding = read();

        assertThat(finding.summary())
                .isEqualTo("mosaic-postgres: 3 of 17 connections used (18 %): 1 active, 2 idle;"
                        + " 0 queries take longer than 5 min 0 s");
        assertThat(finding.details())
                .contains("max_connections 20, of them 3 reserved")
                .contains("| gitea | gitea | idle | 2 |\n| plane | gitea | active | 1 |");
    }

    @Test
    void onlyQueriesThatRunAreLong() {
        server.session("gitea", IDLE, Duration.ofHours(5));
        server.session("batch", ACTIVE, Duration.ofMinutes(6));
        server.session("quick", ACTIVE, Duration.ofMinutes(4));

        var finding = read();

        assertThat(finding.summary()).contains("1 query takes longer than 5 min");
        assertThat(finding.details().substring(finding.details().indexOf("Queries that take")))
                .contains("batch")
                .doesNotContain("quick")
                .doesNotContain("idle");
    }

    @Test
    void replicationTakesNoConnection() {
        server.add(server.like("replica", ACTIVE, Duration.ofHours(1)).kind("walsender"));

        assertThat(read().variables()).containsEntry("poolUsedPercent", 0L);
    }

    @Test
    @Tag("E4")
    void whatClientsCallThemselvesIsLiteral() {
        server.session("%d | <script>alert(1)</script>\n# `x`", IDLE, Duration.ofSeconds(5));

        assertThat(read().details())
                .contains("%d \\| &lt;script&gt;alert(1)&lt;/script&gt; # \\`x\\` |")
                .doesNotContain("<script>");
    }

    private Finding read() {
        return new ShowSessions(server).read(new ShowSessions.Order(80, Duration.ofMinutes(5)), TARGET);
    }
}
