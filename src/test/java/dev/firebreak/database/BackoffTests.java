package dev.firebreak.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waits between tries. */
class BackoffTests {

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 20", "5, 320", "6, 600", "7, 600", "2147483647, 600"})
    void theWaitDoublesUpToTheLongest(int attempts, long seconds) {
        var backoff = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

        assertThat(backoff.after(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
