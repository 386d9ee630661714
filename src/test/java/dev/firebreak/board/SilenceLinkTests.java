package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.view.AlertView;
import dev.firebreak.incident.IncidentId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceLinkTests {

    @Test
    void namesWhatTheAlertsHaveInCommonAndEscapesIt() {
        var link = SilenceLink.of(
                "mosaic gitea",
                new IncidentId("INC-20261122-071630-017"),
                List.of(
                        alert("alertname=Down & out", "instance=web-1", "severity=high", "zone=<b>#&"),
                        alert("alertname=Down & out", "instance=web-2", "severity=high", "zone=<b>#&")));

        assertThat(link)
                .isEqualTo("/silences?service=mosaic%20gitea&alert=Down%20%26%20out&labels=zone%3D%3Cb%3E%23%26"
                        + "&reason=Known%3A%20INC-20261122-071630-017#new-head");
    }

    private static AlertView alert(String... labels) {
        return new AlertView(
                "s",
                "f",
                "firing",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(labels),
                null,
                null,
                List.of(),
                false,
                null,
                null,
                null,
                null,
                1);
    }
}
