package dev.firebreak.alert.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.alert.pull.KnownFirings.Firing;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An alert as Alertmanager's API shows it, and the webhook that would have been sent of it. */
record PulledAlert(JsonNode json) {

    String fingerprint() {
        return json.path("fingerprint").asText();
    }

    String name() {
        return json.path("labels").path("alertname").asText();
    }

    boolean startedBefore(Instant time) {
        try {
            return OffsetDateTime.parse(json.path("startsAt").asText())
                    .toInstant()
                    .isBefore(time);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The alert as Firebreak knows it, so that it changes nothing. */
    PulledAlert startedAt(Instant time) {
        ObjectNode known = json.deepCopy();
        return new PulledAlert(known.put("startsAt", time.toString()));
    }

    /** @param known one that fires as far as Firebreak knows: the missed ones join its incident, as in a webhook */
    static byte[] firing(String group, Optional<PulledAlert> known, List<PulledAlert> missed) {
        var body = body("pull " + group, "firing");
        for (var alert : Stream.concat(known.stream(), missed.stream()).toList()) {
            var sent = body.withArray("/alerts").addObject().put("status", "firing");
            for (var field : List.of("labels", "annotations", "startsAt", "generatorURL", "fingerprint")) {
                sent.set(field, alert.json().path(field));
            }
        }
        return bytes(body);
    }

    static byte[] resolved(List<Firing> ended, Instant at) {
        var body = body("pull", "resolved");
        for (var firing : ended) {
            var sent = body.withArray("/alerts")
                    .addObject()
                    .put("status", "resolved")
                    .put("fingerprint", firing.fingerprint())
                    .put("startsAt", firing.startsAt().toString())
                    .put("endsAt", at.toString());
            sent.putObject("labels").put("alertname", firing.name()).put("service", firing.service());
        }
        return bytes(body);
    }

    private static ObjectNode body(String group, String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", "4")
                .put("groupKey", group)
                .put("status", status);
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
