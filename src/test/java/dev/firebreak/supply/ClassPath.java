package dev.firebreak.supply;

import dev.firebreak.supply.Advisories.Component;
import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The dependencies on the class path, read from their paths in the local Maven repository; includes test dependencies.
 */
final class ClassPath {

    private static final String PATHS = System.getProperty("java.class.path").replace(File.separatorChar, '/');

    private ClassPath() {}

    static List<Component> of(Collection<String> names) {
        return names.stream()
                .flatMap(name -> Pattern.compile("/" + folder(name) + "/([^/]+)/[^/]+\\.jar")
                        .matcher(PATHS)
                        .results()
                        .map(found -> new Component(name, found.group(1))))
                .toList();
    }

    private static String folder(String name) {
        var parts = name.split(":");
        return Pattern.quote(parts[0].replace('.', '/') + "/" + parts[1]);
    }
}
