package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;

/**
 * Finds and loads the catalogue: {@code firebreak.catalog} (a file, or {@code classpath:…}), else {@code catalog.yaml}
 * in the data directory, else the file in the jar ({@code catalog-demo.yaml} in the profile demo).
 */
@Configuration
class CatalogFile {

    private static final String IN_JAR = "classpath:";

    @Bean
    Catalog catalog(
            @Value("${firebreak.catalog:}") String chosen,
            @Value("${firebreak.data-dir}") Path data,
            Environment environment) {
        return load(location(chosen, data, environment.acceptsProfiles(Profiles.of("demo"))));
    }

    static String location(String chosen, Path data, boolean demo) {
        if (!chosen.isBlank()) {
            return chosen;
        }
        var own = data.resolve("catalog.yaml");
        if (Files.exists(own)) {
            return own.toString();
        }
        return IN_JAR + (demo ? "catalog-demo.yaml" : "catalog.yaml");
    }

    static Catalog load(String location) {
        try {
            var name = location.startsWith(IN_JAR) ? location.substring(IN_JAR.length()) : location;
            return new CatalogReader(Path.of(name).getFileName().toString()).read(bytes(location, name));
        } catch (IOException e) {
            throw new CatalogInvalid(location, List.of("firebreak.catalog=" + location + " can't be read: " + e));
        }
    }

    private static byte[] bytes(String location, String name) throws IOException {
        if (!location.startsWith(IN_JAR)) {
            return Files.readAllBytes(Path.of(name));
        }
        try (var in = new ClassPathResource(name).getInputStream()) {
            return in.readAllBytes();
        }
    }
}
