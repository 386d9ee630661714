package dev.firebreak.alert.format;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlertFormatsTests {

    private record Named(String name) implements AlertFormat {
        @Override
        public AlertNotification read(byte[] body) {
            return new AlertNotification("g", 0, List.of());
        }
    }

    @Test
    void twoFormatsOfOneNameStopTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new AlertFormats(List.of(new Named("x"), new Named("x")), List::of))
                .withMessageContaining("x");
    }
}
