package dev.firebreak.alert.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.format.json.JsonBody;
import dev.firebreak.alert.pull.PullSettings.Peer;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.web.client.BoundedHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The API of one Alertmanager (version 2), as far as Firebreak reads it. A truncated response counts as a failure. */
final class AlertmanagerApi {

    private static final int MAX_BODY = 16 * 1024 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BoundedHttpClient client = new BoundedHttpClient(MAX_BODY);
    private final URI url;
    private final Supplier<Optional<String>> authorization;

    /** @param alerts those of the receiver that fire and are neither silenced, inhibited nor muted */
    record Group(String labels, List<JsonNode> alerts) {}

    /**
     * @param startedAt since when it runs: after its start it knows no alert for a while
     * @param name its own in the cluster, empty if it is in none
     */
    record Status(Instant startedAt, String name) {}

    AlertmanagerApi(Peer peer, Secrets secrets) {
        this.url = peer.url();
        this.authorization = () -> peer.authorization(secrets);
    }

    /** Who answers. Asked again, it shows whether another one of a cluster answers behind the same address. */
    Status status() throws IOException, InterruptedException {
        var status = get("/api/v2/status");
        try {
            return new Status(
                    OffsetDateTime.parse(status.path("uptime").asText()).toInstant(),
                    status.path("cluster").path("name").asText());
        } catch (DateTimeException e) {
            throw new IOException("its status has no uptime", e);
        }
    }

    /** The fingerprints of all alerts that it has, silenced or not. */
    Set<String> fingerprints() throws IOException, InterruptedException {
        var fingerprints = new HashSet<String>();
        for (var alert : array("/api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true")) {
            fingerprints.add(alert.path("fingerprint").asText());
        }
        return fingerprints;
    }

    /** What it sends to the receiver now. */
    List<Group> groups(String receiver) throws IOException, InterruptedException {
        var groups = new ArrayList<Group>();
        for (var group : array("/api/v2/alerts/groups?silenced=false&inhibited=false&muted=false")) {
            if (receiver.equals(group.path("receiver").path("name").asText())) {
                var alerts = new ArrayList<JsonNode>();
                group.path("alerts").forEach(alerts::add);
                groups.add(new Group(group.path("labels").toString(), alerts));
            }
        }
        return groups;
    }

    private JsonNode array(String path) throws IOException, InterruptedException {
        var found = get(path);
        if (!found.isArray()) {
            throw new IOException(path + " is no array");
        }
        return found;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/+$", "") + path));
            authorization.get().ifPresent(header -> request.header("Authorization", header));
            var answer = client.send(request.build(), LIMIT);
            if (answer.status() == 401 || answer.status() == 403) {
                throw new IOException(
                        "it refuses the login (" + answer.status() + "): set user and password, or token");
            }
            if (answer.status() != 200) {
                throw new IOException(path + " answers " + answer.status());
            }
            return JsonBody.read(answer.body().getBytes(StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw new IOException(path + " does not answer within " + LIMIT.toSeconds() + " s", e);
        } catch (UnreadablePayload e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }
}
