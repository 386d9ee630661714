package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTests {

    @TempDir
    Path folder;

    @Test
    @Tag("A16")
    void whatAKilledStartLeftHalfWrittenIsNoSecret() throws IOException {
        var file = folder.resolve("ingest-token");
        Files.writeString(folder.resolve("ingest-token.new"), "hal");

        SecretFile.write(file, "whole-secret");

        assertThat(file).hasContent("whole-secret");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
