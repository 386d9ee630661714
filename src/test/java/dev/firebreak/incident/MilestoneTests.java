package dev.firebreak.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MilestoneTests {

    @Test
    void aMilestoneHasOneNameOnThePagesAndInTheWebapps() throws IOException {
        var script = Files.readString(Path.of("src/main/resources/static/js/webapp-timeline.js"));

        for (var milestone : Milestone.values()) {
            assertThat(script).contains(milestone.name() + ": '" + milestone.label() + "'");
        }
    }
}
