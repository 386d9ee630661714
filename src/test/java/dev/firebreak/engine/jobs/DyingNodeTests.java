package dev.firebreak.engine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that exhausts the memory of every node that runs it, in real JVMs. */
@Tag("chaos")
class DyingNodeTests {

    @Test
    @Tag("A19")
    void theFourthNodeParksTheJobThatEndedThree(@TempDir Path directory) throws Exception {
        for (var death = 1; death <= JobSuspects.MAX_DEATHS; death++) {
            var died = DyingNode.End.of(directory);
            assertThat(died.code()).as("node %d: %s", death, died.said()).isEqualTo(3);
        }

        var lives = DyingNode.End.of(directory);

        assertThat(lives.code()).as("%s", lives.said()).isZero();
        assertThat(lives.said()).contains("RETRIES 0").anyMatch(line -> line.contains("job-parked"));
    }
}
