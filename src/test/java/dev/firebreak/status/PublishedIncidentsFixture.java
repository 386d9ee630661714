package dev.firebreak.status;

import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives tests of other packages what the page says. */
public final class PublishedIncidentsFixture {

    private PublishedIncidentsFixture() {}

    public static PublishedIncidents published(JdbcClient jdbc, Clock clock, Map<String, String> components) {
        var settings = new StatusSettings(components, "Mosaic", null);
        return new PublishedIncidents(new StatusPosts(jdbc, settings, clock), settings);
    }
}
