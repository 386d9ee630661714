package dev.firebreak.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The sample alert with another service, which makes it a separate group and a separate alert. */
final class SampleAlert {

    private static final Path SAMPLE = Path.of("src/docs/samples/pool-exhausted.json");

    private SampleAlert() {}

    static String firing(String service) {
        try {
            return Files.readString(SAMPLE)
                    .replaceAll("\"groupKey\": *\"(\\\\.|[^\"\\\\])*\"", "\"groupKey\": \"" + service + "\"")
                    .replaceAll("\"(fingerprint|service|target)\": *\"[^\"]*\"", "\"$1\": \"" + service + "\"");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String resolved(String service) {
        return firing(service)
                .replace("\"status\": \"firing\"", "\"status\": \"resolved\"")
                .replaceAll("\"endsAt\": *\"[^\"]*\"", "\"endsAt\": \"" + Instant.now() + "\"");
    }
}
