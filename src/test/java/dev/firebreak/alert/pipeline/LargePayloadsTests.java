package dev.firebreak.alert.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargePayloadsTests {

    @ParameterizedTest
    @CsvSource({
        "500, PT0.15S, 500",
        "500, PT0.3S, 250",
        "500, PT3S, 100",
        "500, PT0.01S, 1000",
        "500, PT0S, 1000",
        "2000, PT0.01S, 2000",
        "100, PT1H, 100"
    })
    @Tag("D23")
    void aPieceHasAsManyAlertsAsTheLastOneLeavesTimeFor(int size, Duration took, int next) {
        assertThat(LargePayloads.nextSize(size, took)).isEqualTo(next);
    }
}
