package dev.firebreak.status;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the status page.
 *
 * @param components the public name of each service that the page shows, by its name in the catalogue; without any there
 *     is no page
 * @param title the heading of the page
 * @param exportDir the folder that gets a copy of the page as static files, or null
 */
@ConfigurationProperties("firebreak.status")
record StatusSettings(
        @DefaultValue Map<String, String> components,
        @DefaultValue("Status") String title,
        Path exportDir) {

    private static final int LONGEST = 80;

    StatusSettings {
        components.forEach((service, name) -> {
            if (name == null || name.isBlank() || name.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "firebreak.status.components." + service + ": a name has 1 to " + LONGEST + " characters");
            }
        });
        if (title.isBlank() || title.length() > LONGEST) {
            throw new IllegalArgumentException("firebreak.status.title: has 1 to " + LONGEST + " characters");
        }
    }

    boolean isOn() {
        return !components.isEmpty();
    }
}
