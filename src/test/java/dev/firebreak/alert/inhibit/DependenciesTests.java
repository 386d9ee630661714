package dev.firebreak.alert.inhibit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D30")
class DependenciesTests {

    private final Dependencies dependencies = new Dependencies(catalog(
            service("shop", "api", "cache"),
            service("api", "db"),
            service("cache"),
            service("db", "disk"),
            service("disk"),
            service("ring-a", "ring-b"),
            service("ring-b", "ring-c"),
            service("ring-c", "ring-a")));

    @Test
    void whatAServiceNeedsIsFoundOverAllSteps() {
        assertThat(dependencies.of("shop")).isEqualTo(Map.of("api", 1, "cache", 1, "db", 2, "disk", 3));
        assertThat(dependencies.of("disk")).isEmpty();
        assertThat(dependencies.of("not in the catalogue")).isEmpty();
    }

    @Test
    void servicesThatNeedEachOtherAreFoundOnceAndNeverThemselves() {
        assertThat(dependencies.of("ring-a")).isEqualTo(Map.of("ring-b", 1, "ring-c", 2));
    }

    private static Service service(String name, String... needs) {
        return new Service(name, null, "tier-2", "some", null, null, List.of(needs), null);
    }

    private static Catalog catalog(Service... services) {
        var byName = Stream.of(services).collect(Collectors.toMap(Service::name, Function.identity()));
        return new Catalog("mosaic", byName, Map.of(), Map.of(), Map.of(), List.of(), Map.of(), null);
    }
}
