package dev.firebreak.alert.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.AlertIngestFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D18")
class InFlightLimitTests {

    private static final int MIB = 1024 * 1024;

    private final InFlightLimit limit = new InFlightLimit(AlertIngestFixture.SETTINGS);

    @Test
    void strangersTakeNoRoomFromKnownSenders() {
        var before = limit.room();

        assertThat(limit.shareOfStranger().covers(5 * MIB)).isTrue();
        assertThat(limit.shareOfStranger().covers(5 * MIB)).as("all together").isFalse();

        assertThat(limit.room()).isEqualTo(before);
        assertThat(limit.share().covers(9 * MIB)).isTrue();
    }

    @Test
    void whatAStrangerHeldIsFreeAgain() {
        var first = limit.shareOfStranger();
        assertThat(first.covers(7 * MIB)).isTrue();

        first.release();

        assertThat(limit.shareOfStranger().covers(7 * MIB)).isTrue();
    }
}
