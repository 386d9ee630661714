package dev.firebreak.board.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the page {@code /setup} says about a failover: nothing on H2, which has no other server. */
@FirebreakTest
class FailoverSafetyTests {

    @Autowired
    Readiness readiness;

    @Test
    @Tag("B2")
    void setupSaysWhatAFailoverMayLose() {
        assertThat(readiness.checks())
                .filteredOn(check -> check.what().contains("failover"))
                .extracting(ReadinessCheck::state, ReadinessCheck::what)
                .hasToString(expected().toString());
    }

    /** The state and text of each check about a failover. */
    List<?> expected() {
        return List.of();
    }
}
