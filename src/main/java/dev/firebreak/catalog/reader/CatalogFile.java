package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogInvalid;
import dev.firebreak.catalog.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    CatalogSource catalogSource(
            @Value("${firebreak.catalog:}") String chosen,
            @Value("${firebreak.data-dir}") Path data,
            Environment environment) {
        var location = location(chosen, data, environment.acceptsProfiles(Profiles.of("demo")));
        return new CatalogSource(location, sha256(location));
    }

    @Bean
    Catalog catalog(CatalogSource source) {
        return load(source.location());
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
        return new CatalogReader(Path.of(name(location)).getFileName().toString()).read(bytes(location));
    }

    private static String sha256(String location) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(location)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String name(String location) {
        return location.startsWith(IN_JAR) ? location.substring(IN_JAR.length()) : location;
    }

    private static byte[] bytes(String location) {
        try {
            if (!location.startsWith(IN_JAR)) {
                return Files.readAllBytes(Path.of(location));
            }
            try (var in = new ClassPathResource(name(location)).getInputStream()) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new CatalogInvalid(location, List.of("firebreak.catalog=" + location + " can't be read: " + e));
        }
    }
}
