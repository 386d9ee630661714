package dev.firebreak.status.statuspage;

import dev.firebreak.catalog.Secrets;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.status.statuspage}.
 *
 * @param page the id of the page; without one nothing is sent
 * @param apiKey a {@code secret://} reference
 * @param components the ids of its components, by the services of the catalogue
 * @param url of the API
 * @param timeout for a whole answer
 */
@ConfigurationProperties("firebreak.status.statuspage")
record StatuspageSettings(
        String page,
        String apiKey,
        @DefaultValue Map<String, String> components,
        @DefaultValue("https://api.statuspage.io/v1") URI url,
        @DefaultValue("10s") Duration timeout) {

    private static final String KEY = "firebreak.status.statuspage.";
    private static final String ID = "[A-Za-z0-9_-]{1,80}";

    StatuspageSettings {
        if (page != null && !page.isBlank()) {
            require(page.matches(ID), "page", "has letters and digits");
            require(
                    apiKey != null && Secrets.isReference(apiKey),
                    "api-key",
                    "is a reference such as secret://statuspage");
            require(!components.isEmpty(), "components", "names at least one service");
            components.forEach((service, id) ->
                    require(id != null && id.matches(ID), "components." + service, "has letters and digits"));
            require(isSafe(url), "url", "is an https address, or http on this machine");
        }
    }

    private static void require(boolean holds, String name, String what) {
        if (!holds) {
            throw new IllegalArgumentException(KEY + name + " " + what);
        }
    }

    private static boolean isSafe(URI url) {
        return url.getHost() != null
                && ("https".equals(url.getScheme())
                        || "http".equals(url.getScheme()) && url.getHost().equals("127.0.0.1"));
    }

    boolean isOn() {
        return page != null && !page.isBlank();
    }
}
