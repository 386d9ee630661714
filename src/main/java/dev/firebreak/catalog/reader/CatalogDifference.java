package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.Catalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What differs between two catalogues, in the words of the file. It names fields and shows no settings of targets. */
final class CatalogDifference {

    private final List<String> lines = new ArrayList<>();

    private CatalogDifference() {}

    static List<String> between(Catalog before, Catalog after) {
        var difference = new CatalogDifference();
        difference.value("profile", before.profile(), after.profile());
        difference.value("calendar", before.calendar(), after.calendar());
        difference.entries("contacts", before.contacts(), after.contacts());
        difference.entries("rotas", before.rotas(), after.rotas());
        difference.value("ladder", before.ladder(), after.ladder());
        difference.entries("audiences", before.audiences(), after.audiences());
        difference.entries("services", before.services(), after.services());
        difference.entries("targets", before.targets(), after.targets());
        difference.entries("externals", before.externals(), after.externals());
        return List.copyOf(difference.lines);
    }

    private void value(String name, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            lines.add(name + " changed");
        }
    }

    private void entries(String section, Map<String, ?> before, Map<String, ?> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            var path = section + "." + name;
            if (!before.containsKey(name)) {
                lines.add(path + " added");
            } else if (!after.containsKey(name)) {
                lines.add(path + " removed");
            } else if (!before.get(name).equals(after.get(name))) {
                lines.add(path + ": " + fields(before.get(name), after.get(name)) + "changed");
            }
        }
    }

    /** The names of the components of a record that differ; nothing for other values. */
    private static String fields(Object before, Object after) {
        if (!before.getClass().isRecord()) {
            return "";
        }
        var names = Arrays.stream(before.getClass().getRecordComponents())
                .filter(component -> {
                    try {
                        return !Objects.equals(
                                component.getAccessor().invoke(before),
                                component.getAccessor().invoke(after));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException("a public record can be read", e);
                    }
                })
                .map(component -> component.getName())
                .toList();
        return String.join(", ", names) + " ";
    }
}
