package dev.firebreak.board.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.view.AlertLink;
import dev.firebreak.alert.view.AlertView;
import dev.firebreak.board.page.LinkedText.Piece;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AlertRowTests {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    @Tag("E9")
    void eachLinkOfTheSenderHasANameAndShowsItsHost() {
        var row = AlertRow.of(
                alert(
                        "https://docs.example/r",
                        List.of(
                                new AlertLink("Dashboard", "https://grafana.example/d/1?a=" + "b".repeat(300)),
                                new AlertLink("Bad", "https://u@evil.example/"))),
                NOW);

        assertThat(row.links())
                .extracting(Piece::text, Piece::host)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Runbook", "docs.example"),
                        org.assertj.core.groups.Tuple.tuple("Source", "prometheus.example"),
                        org.assertj.core.groups.Tuple.tuple("Dashboard", "grafana.example"));
    }

    private static AlertView alert(String runbook, List<AlertLink> links) {
        return new AlertView(
                "default",
                "f",
                "firing",
                "Down",
                null,
                "gitea",
                "down",
                null,
                "Down",
                null,
                List.of(),
                runbook,
                "http://prometheus.example/graph",
                links,
                false,
                NOW,
                null,
                NOW,
                NOW,
                1);
    }
}
