package dev.firebreak.comms.message;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.web.PublicAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * External addresses of Firebreak's pages, for links in messages.
 *
 * @param baseUrl {@code firebreak.base-url}: scheme, host and port
 */
@ConfigurationProperties("firebreak")
public record Links(@DefaultValue("http://localhost:8080") URI baseUrl) {

    public Links {
        new PublicAddress(baseUrl); // refuses what is no address of a web server
    }

    public String board() {
        return at("/");
    }

    /** The public status page. */
    public String status() {
        return at("/status");
    }

    public String incident(IncidentId id) {
        return at("/incidents/" + id);
    }

    /** The Tasklist, filtered by this incident. */
    public String tasks(IncidentId id) {
        var search = "[{\"type\":\"processInstanceBusinessKey\",\"operator\":\"eq\",\"value\":\"%s\",\"name\":\"\"}]"
                .formatted(id);
        return at("/camunda/app/tasklist/default/#/?searchQuery=" + URLEncoder.encode(search, StandardCharsets.UTF_8));
    }

    public String acknowledge(String token) {
        return at("/ack/" + token);
    }

    private String at(String path) {
        return new PublicAddress(baseUrl).at(path);
    }
}
