package dev.firebreak.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Firebreak;
import dev.firebreak.ShortLivedJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the application as a separate process, to check its output and the files that it leaves. */
class CatalogCheckTests {

    @TempDir
    Path data;

    @Test
    void aWrongCatalogueRefusesTheStartBeforeTheDatabaseIsTouched() throws Exception {
        Files.writeString(data.resolve("catalog.yaml"), "profile: mosaic\nladder: [nobody]\nrota: x\n");

        var process = new ProcessBuilder(
                        ShortLivedJava.running(Firebreak.class, "--firebreak.data-dir=" + data, "--server.port=0"))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output.lines().filter(line -> line.contains("firebreak") && line.contains("catalog.yaml:")))
                .as("each error stands on a line of its own")
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.split("catalog\\.yaml:").length == 2)
                .anyMatch(line -> line.contains("catalog.yaml:2:"));
        assertThat(data.resolve("firebreak.mv.db")).doesNotExist();
    }
}
