package dev.firebreak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The world's catalogue with live targets, for stories in which steps really change what the test plays. */
public final class LiveTargets {

    private static final String LESS_IMPORTANT = "mosaic-woodpecker:\n    kind: docker\n    tier: ";

    private LiveTargets() {}

    /** All targets but mosaic-plane are live, and mosaic-woodpecker is of the lowest tier. */
    public static void of(DynamicPropertyRegistry settings) {
        try {
            var world = Files.readString(Path.of("src/test/resources/world/catalog.yaml"))
                    .replace("live: false", "live: true")
                    .replace("contacts:\n", "contacts:\n  sam: {name: Sam Security, mail: sam@example.test}\n")
                    .replace("audiences:\n", "audiences:\n  security: [sam]\n")
                    .replace(LESS_IMPORTANT + "tier-2", LESS_IMPORTANT + "tier-3")
                    .replaceFirst("(mosaic-plane:\\s+kind: docker\\s+tier: tier-2\\s+)live: true", "$1live: false");
            var catalog = Files.createTempDirectory("firebreak-live").resolve("catalog.yaml");
            Files.writeString(catalog, world);
            settings.add("firebreak.catalog", catalog::toString);
            settings.add("firebreak.effects", () -> "live");
            settings.add("firebreak.budget.per-target-and-hour", () -> "50");
            settings.add("firebreak.budget.in-ten-minutes", () -> "50");
            settings.add("firebreak.reversible-budget.per-target-and-hour", () -> "50");
            settings.add("firebreak.reversible-budget.in-ten-minutes", () -> "50");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
