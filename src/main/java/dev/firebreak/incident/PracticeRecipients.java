package dev.firebreak.incident;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Repository of the people who alone hear of an incident that is practice: a drill's participants, and who sent a sample
 * alert. Neither the people on call nor any audience hears of it. Each change joins the caller's transaction.
 */
@Repository
public class PracticeRecipients {

    /**
     * Who hears of it.
     *
     * @param people their logins
     * @param kind {@code drill} or {@code sample}
     */
    public record Recipients(List<String> people, String kind) {}

    private final JdbcClient jdbc;
    private final Incidents incidents;

    PracticeRecipients(JdbcClient jdbc, Incidents incidents) {
        this.jdbc = jdbc;
        this.incidents = incidents;
    }

    /** Only these people hear of the incident, which may not be there yet. */
    public void add(IncidentId incident, Collection<String> people) {
        people.forEach(person -> jdbc.sql("insert into practice_recipient (incident_id, person) values (?, ?)"
                        + " on conflict do nothing")
                .params(incident.value(), person)
                .update());
    }

    /** Empty for a real incident. */
    public Optional<Recipients> of(IncidentId incident) {
        if (incident.isDrill()) {
            return Optional.of(new Recipients(
                    jdbc.sql("select person from practice_recipient where incident_id = ? order by person")
                            .param(incident.value())
                            .query(String.class)
                            .list(),
                    "drill"));
        }
        return incidents.get(incident).samplePerson().map(sender -> new Recipients(List.of(sender), "sample"));
    }
}
