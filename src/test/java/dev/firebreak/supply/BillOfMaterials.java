package dev.firebreak.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.supply.Advisories.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The bill of materials in the jar. A build for delivery and {@code -Pchaos} make it (ADR 27), unless they run offline,
 * where its plugin does not run.
 */
final class BillOfMaterials {

    private static final Path FILE = Path.of("target/classes/META-INF/sbom/application.cdx.json");

    private BillOfMaterials() {}

    static List<Component> ofThisBuild() throws IOException {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(FILE).exists();
        }
        assumeTrue(isOfThisBuild(), "built offline: no bill of materials");
        var components = new ObjectMapper().readTree(FILE.toFile()).get("components");
        return StreamSupport.stream(components.spliterator(), false)
                .map(one -> new Component(
                        one.path("group").asText() + ":" + one.get("name").asText(),
                        one.get("version").asText()))
                .toList();
    }

    private static boolean isOfThisBuild() throws IOException {
        return Files.exists(FILE)
                && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(Path.of("pom.xml"))) > 0;
    }
}
