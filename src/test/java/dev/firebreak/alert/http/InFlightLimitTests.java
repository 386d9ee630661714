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

        for (var n = 0; n < 8; n++) {
            assertThat(limit.shareOfStranger("192.0.2." + n).covers(MIB)).isTrue();
        }
        assertThat(limit.shareOfStranger("192.0.2.9").covers(1))
                .as("all together")
                .isFalse();

        assertThat(limit.room()).isEqualTo(before);
        assertThat(limit.share().covers(9 * MIB)).isTrue();
    }

    @Test
    void strangersOfOneAddressLeaveRoomForThoseOfOthers() {
        assertThat(limit.shareOfStranger("192.0.2.1").covers(MIB / 2)).isTrue();
        assertThat(limit.shareOfStranger("192.0.2.1").covers(MIB / 2)).isTrue();
        for (var n = 0; n < 10; n++) {
            assertThat(limit.shareOfStranger("192.0.2.1").covers(1)).isFalse();
        }

        assertThat(limit.shareOfStranger("192.0.2.2").covers(MIB)).isTrue();
    }

    @Test
    void whatAStrangerHeldIsFreeAgain() {
        for (var n = 0; n < 20; n++) {
            var share = limit.shareOfStranger("192.0.2.1");
            assertThat(share.covers(MIB / 2)).isTrue();
            assertThat(share.covers(MIB)).isTrue();
            assertThat(share.covers(MIB + 1)).isFalse();

            share.release();
        }
    }
}
