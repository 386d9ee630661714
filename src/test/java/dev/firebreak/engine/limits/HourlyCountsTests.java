package dev.firebreak.engine.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("H4")
class HourlyCountsTests {

    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void eachKeyCountsForItselfAndForAnHour() {
        var counts = new HourlyCounts();

        assertThat(counts.add("a", START)).isEqualTo(1);
        assertThat(counts.add("a", START.plusSeconds(3_600))).isEqualTo(2);
        assertThat(counts.add("b", START)).isEqualTo(1);
        assertThat(counts.add("a", START.plusSeconds(3_601))).isEqualTo(1);
    }
}
