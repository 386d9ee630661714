package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.CatalogInvalid;
import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.reload.UnitFiles;
import dev.firebreak.text.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;

/**
 * Finds the catalogue: {@code firebreak.catalog} (a file, or {@code classpath:…}), else {@code catalog.yaml} in the data
 * directory, else the file in the jar ({@code catalog-demo.yaml} in the profile demo).
 */
record CatalogFile(String chosen, Path data, boolean demo) {

    private static final String IN_JAR = "classpath:";

    static CatalogFile of(Environment environment) {
        return new CatalogFile(
                environment.getProperty("firebreak.catalog", ""),
                Path.of(environment.getRequiredProperty("firebreak.data-dir")),
                environment.acceptsProfiles(Profiles.of("demo")));
    }

    String location() {
        if (!chosen.isBlank()) {
            return chosen;
        }
        var own = data.resolve("catalog.yaml");
        if (Files.exists(own)) {
            return own.toString();
        }
        return IN_JAR + (demo ? "catalog-demo.yaml" : "catalog.yaml");
    }

    static boolean isInJar(String location) {
        return location.startsWith(IN_JAR);
    }

    /** The name of the file, for its errors. */
    static String name(String location) {
        var path = isInJar(location) ? location.substring(IN_JAR.length()) : location;
        return Path.of(path).getFileName().toString();
    }

    /** Throws {@link CatalogInvalid}. */
    static UnitFiles read(String location) {
        try {
            if (!isInJar(location)) {
                return UnitFiles.of(location, UnitFiles.read(Path.of(location), YamlFile.MAX_CHARACTERS * 4));
            }
            try (var in = new ClassPathResource(location.substring(IN_JAR.length())).getInputStream()) {
                return UnitFiles.of(location, in.readAllBytes());
            }
        } catch (ReloadRefused | IOException e) {
            throw new CatalogInvalid(
                    location, List.of("firebreak.catalog=" + location + " can't be read: " + e.getMessage()));
        }
    }
}
