package dev.firebreak.board.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardFilterTests {

    @Test
    void theFilterIsInTheAddressWhateverItHolds() {
        var filter = BoardFilter.of(Map.of("severity", "P1", "mine", "", "text", "a&b=\"c\" <d>"));

        var chips = filter.chips();

        assertThat(chips)
                .extracting(BoardFilter.Chip::label)
                .containsExactly("P1", "P2", "P3+", "mine", "unacknowledged");
        assertThat(chips.get(0).isOn()).isTrue();
        assertThat(chips.get(0).href()).isEqualTo("/?mine=&text=a%26b%3D%22c%22%20%3Cd%3E");
        assertThat(chips.get(2).href()).startsWith("/?severity=P3%2B&mine=&text=");
        assertThat(chips.get(3).isOn()).isTrue();
        assertThat(chips.get(3).href()).doesNotContain("mine");
    }

    @Test
    void anUnknownSeverityFiltersNothing() {
        assertThat(BoardFilter.of(Map.of("severity", "P9")).isOn()).isFalse();
    }
}
