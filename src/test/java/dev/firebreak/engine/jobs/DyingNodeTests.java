package dev.firebreak.engine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.Suspects;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that exhausts the memory of every node that runs it, in real JVMs. */
@Tag("chaos")
class DyingNodeTests {

    @Test
    @Tag("A19")
    void theFourthNodeParksTheJobThatEndedThree(@TempDir Path directory) throws Exception {
        for (var death = 1; death <= Suspects.MAX_DEATHS; death++) {
            var died = DyingNode.End.of(directory);
            assertThat(died.code()).as("node %d: %s", death, died.said()).isEqualTo(3);
        }

        var lives = DyingNode.End.of(directory);

        assertThat(lives.code()).as("%s", lives.said()).isZero();
        assertThat(lives.said()).contains("RETRIES 0").anyMatch(line -> line.contains("job-parked"));
    }

    /** The lock is as long as application.yaml has it. */
    @Test
    @Tag("A7")
    void whatANodeThatWasKilledHadBegunIsTakenOverWithin30SecondsAndEndsOnce(@TempDir Path directory) throws Exception {
        var lock = Duration.ofSeconds(30);
        var killed = DyingNode.End.of(directory, "dies", lock);
        var killedAt = System.nanoTime();
        assertThat(killed.code()).as("%s", killed.said()).isEqualTo(137);
        assertThat(killed.said()).contains("RAN");

        var heir = DyingNode.End.of(directory, "works", lock);

        assertThat(heir.code()).as("%s", heir.said()).isZero();
        assertThat(heir.said()).containsOnlyOnce("RAN").contains("RETRIES 0", "LEFT 0");
        assertThat(Duration.ofNanos(System.nanoTime() - killedAt)).isLessThan(lock.plusSeconds(3));
    }
}
