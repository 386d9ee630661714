package dev.firebreak.engine.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.engine.StartupRefused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PostgresDurabilityTests {

    /** As an H2 file without WRITE_DELAY=0 is. */
    @Test
    @Tag("B5")
    void aServerThatDoesNotFlushIsRefused() {
        assertThatThrownBy(() -> PostgresDurability.requireFlushes("off"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("fsync = off");
        assertThatCode(() -> PostgresDurability.requireFlushes("on")).doesNotThrowAnyException();
    }
}
