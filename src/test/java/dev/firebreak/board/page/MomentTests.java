package dev.firebreak.board.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTests {

    private static final Instant NOW = Instant.parse("2026-11-22T07:16:30.500Z");

    @ParameterizedTest
    @CsvSource({"PT45S, 45 s", "PT12M, 12 min", "PT3H5M, 3 h 5 min", "P2DT4H, 2 d 4 h"})
    void distancesReadLikeSpeech(Duration time, String words) {
        assertThat(Moment.of(NOW.minus(time), NOW).distance()).isEqualTo(words + " ago");
        assertThat(Moment.of(NOW.plus(time), NOW).distance()).isEqualTo("in " + words);
    }

    @Test
    void everythingIsInUtc() {
        var moment = Moment.of(NOW, NOW);

        assertThat(moment.full()).isEqualTo("22 Nov 2026, 07:16:30 UTC");
        assertThat(moment.iso()).isEqualTo("2026-11-22T07:16:30Z");
    }

    @Test
    void noTimeIsNoMoment() {
        assertThat(Moment.of(null, NOW)).isNull();
    }
}
