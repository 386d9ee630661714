package dev.firebreak.probe;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Target;
import java.util.List;
import java.util.Map;

/** A catalogue with one target. */
public final class TargetsFixture {

    private TargetsFixture() {}

    public static Catalog of(String name, String kind, Map<String, String> settings) {
        var target = new Target(name, kind, "tier-2", false, false, settings, Map.of());
        return new Catalog("mosaic", Map.of(), Map.of(name, target), Map.of(), Map.of(), List.of(), Map.of(), null);
    }
}
