package dev.firebreak.runbook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SelfProtectionTests {

    private static final String CONTAINER = "3f".repeat(32);

    private final Target other = target("other", Map.of("url", "jdbc:postgresql://127.0.0.1:5433/firebreak"));
    private final Target ours =
            target("ours", Map.of("url", "jdbc:postgresql://localhost/postgres", "container", "pg"));
    private final Target itsContainer = target("its-container", Map.of("container", "pg"));
    private final Target elsewhere = target("elsewhere", Map.of("container", "pg-2"));

    @Test
    @Tag("F10")
    void ourOwnDatabaseIsNeverTouched_underWhateverNameOrDatabase() {
        var own = own("jdbc:postgresql://127.0.0.1:5432/firebreak?connectTimeout=3");

        assertThat(own.refusal(ours)).hasValueSatisfying(why -> assertThat(why).contains("own database"));
        assertThat(own.refusal(itsContainer)).as("the container it lives in").isPresent();
        assertThat(own.refusal(other)).as("another port is another server").isEmpty();
        assertThat(own.refusal(elsewhere)).isEmpty();
    }

    @Test
    void withAFileDatabaseNoTargetIsOurs() {
        var own = own("jdbc:h2:file:./data/firebreak");

        assertThat(List.of(other, ours, itsContainer, elsewhere))
                .allMatch(target -> own.refusal(target).isEmpty());
    }

    @Test
    @Tag("F10")
    void theContainerWeRunInIsNeverTouched() {
        var own = own("jdbc:h2:file:./data/firebreak");

        assertThat(own.refusal(List.of(CONTAINER))).isPresent();
        assertThat(own.refusal(List.of("4e".repeat(32)))).isEmpty();
    }

    private SelfProtection own(String database) {
        var targets = new HashMap<String, Target>();
        for (var target : List.of(other, ours, itsContainer, elsewhere)) {
            targets.put(target.name(), target);
        }
        var catalog = new Catalog("mosaic", Map.of(), targets, Map.of(), Map.of(), List.of(), Map.of(), null);
        return new SelfProtection(catalog, database, CONTAINER);
    }

    private static Target target(String name, Map<String, String> settings) {
        return new Target(name, "postgres", "tier-1", true, false, settings, Map.of());
    }
}
