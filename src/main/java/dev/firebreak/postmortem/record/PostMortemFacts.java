package dev.firebreak.postmortem.record;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads from the record by what it is decided whether an incident needs a post-mortem. */
@Repository
public class PostMortemFacts {

    private static final Duration REPEATS_WITHIN = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final Clock clock;

    PostMortemFacts(JdbcClient jdbc, Incidents incidents, Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.clock = clock;
    }

    /** Whether the same cause hit the same service in the 30 days before. */
    public boolean isRepeat(IncidentId id) {
        var incident = incidents.get(id);
        return incident.rootCause() != null
                && jdbc.sql("""
                                select count(*) from incident where service = ? and lower(trim(root_cause)) = lower(trim(?))
                                and id <> ? and opened_at < ? and opened_at >= ?""")
                                .params(
                                        incident.service(),
                                        incident.rootCause(),
                                        id.value(),
                                        at(incident.openedAt()),
                                        at(incident.openedAt().minus(REPEATS_WITHIN)))
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    /** What the severity assessment says, such as {@code yes}; {@code unstated} if nobody said it. */
    public String assessed(IncidentId incident, String fact) {
        var said = Pattern.compile("\"" + Pattern.quote(fact) + "\":\"([a-z]+)\"");
        return jdbc.sql("select facts from judgement where incident_id = ?")
                .param(incident.value())
                .query(String.class)
                .optional()
                .map(said::matcher)
                .filter(it -> it.find())
                .map(it -> it.group(1))
                .orElse("unstated");
    }

    /** From the opening to the resolution, or to now. */
    public long minutes(IncidentId id) {
        var incident = incidents.get(id);
        var end = Objects.requireNonNullElseGet(incident.resolvedAt(), clock::instant);
        return Math.max(0, Duration.between(incident.openedAt(), end).toMinutes());
    }
}
