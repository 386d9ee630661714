package dev.firebreak.comms.webhook;

import static dev.firebreak.database.Timestamps.at;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of the tickets that trackers answered: {@code {"reference": "OPS-12", "url": "https://…"}}. */
@Repository
public class Tickets {

    private static final int REFERENCE = 100;
    private static final int URL = 1_000;

    private static final Logger log = LoggerFactory.getLogger(Tickets.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final Clock clock;

    Tickets(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In the order of their trackers' names. */
    public List<Ticket> of(IncidentId incident) {
        return jdbc.sql("select * from ticket where incident_id = ? order by tracker")
                .param(incident.value())
                .query((row, n) ->
                        new Ticket(row.getString("tracker"), row.getString("reference"), row.getString("url")))
                .list();
    }

    /** Keeps what the tracker answered. An answer without a reference changes nothing. */
    void keep(IncidentId incident, String tracker, String answer) {
        var read = read(answer);
        var reference = Text.shown(read.path("reference").asText(""), REFERENCE);
        if (reference.isBlank()) {
            log.debug("The tracker {} answers no reference", tracker);
            return;
        }
        var url = read.path("url").asText("");
        var link = url.length() <= URL && url.matches("https?://[!-~]+") ? url : null;
        var isKnown = jdbc.sql("update ticket set reference = ?, url = ? where incident_id = ? and tracker = ?")
                        .params(reference, link, incident.value(), tracker)
                        .update()
                == 1;
        if (!isKnown) {
            jdbc.sql("insert into ticket (incident_id, tracker, reference, url, kept_at) values (?, ?, ?, ?, ?)"
                            + " on conflict do nothing")
                    .params(incident.value(), tracker, reference, link, at(clock.instant()))
                    .update();
        }
    }

    private static JsonNode read(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException noJson) {
            return JSON.createObjectNode();
        }
    }
}
