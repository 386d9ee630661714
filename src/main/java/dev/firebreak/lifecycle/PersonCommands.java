package dev.firebreak.lifecycle;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.start.FactsJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Repository of what people ordered and submitted in each incident. Delegates read the person and the words here and
 * not from variables, because any model can write those. Joins the caller's transaction.
 */
@Repository
public class PersonCommands {

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final ObjectProvider<Accounts> accounts;
    private final Clock clock;

    PersonCommands(JdbcClient jdbc, Incidents incidents, ObjectProvider<Accounts> accounts, Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Adds what a person submitted, before the process continues. */
    public void add(IncidentId incident, String name, String by, Map<String, ?> fields) {
        jdbc.sql("""
                        insert into person_command (incident_id, name, given_by, commander, fields, given_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(incident.value(), name, by, speaksFor(incident, by))
                .param(FactsJson.write(Map.copyOf(fields)))
                .param(at(clock.instant()))
                .update();
    }

    /**
     * The newest command of one of these names that is not recorded yet; it counts as recorded now, and older ones do,
     * too.
     *
     * @throws CommandMissing if there is none
     */
    public PersonCommand take(IncidentId incident, String... names) {
        return find(incident, names).orElseThrow(() -> new CommandMissing(names[0], incident));
    }

    /** As {@link #take}; empty if there is none. */
    public Optional<PersonCommand> find(IncidentId incident, String... names) {
        var newest = list(incident, "and recorded_at is null", names).stream().findFirst();
        newest.ifPresent(command -> jdbc.sql("""
                        update person_command set recorded_at = :now
                        where incident_id = :incident and name in (:names) and id <= :id and recorded_at is null""")
                .param("now", at(clock.instant()))
                .param("incident", incident.value())
                .param("names", Arrays.asList(names))
                .param("id", command.id())
                .update());
        return newest;
    }

    /**
     * The newest command of this name that is not recorded yet; it stays so.
     *
     * @throws CommandMissing if there is none
     */
    public PersonCommand pending(IncidentId incident, String name) {
        return list(incident, "and recorded_at is null", name).stream()
                .findFirst()
                .orElseThrow(() -> new CommandMissing(name, incident));
    }

    /** All commands of these names, the newest first. */
    public List<PersonCommand> of(IncidentId incident, String... names) {
        return list(incident, "", names);
    }

    private List<PersonCommand> list(IncidentId incident, String condition, String... names) {
        return jdbc.sql("select * from person_command where incident_id = :incident and name in (:names) " + condition
                        + " order by id desc")
                .param("incident", incident.value())
                .param("names", Arrays.asList(names))
                .query(PersonCommands::command)
                .list();
    }

    /** Whether the person speaks for the incident: a commander, who leads it now, or its communications lead. */
    public boolean speaksFor(IncidentId incident, String by) {
        return isCommunicationsLead(incident, by)
                || incidents
                        .find(incident)
                        .filter(it -> by.equals(it.commander()))
                        .isPresent()
                || Optional.ofNullable(accounts.getIfAvailable())
                        .flatMap(all -> all.find(by))
                        .filter(person -> person.roles().contains(Role.COMMANDER))
                        .isPresent();
    }

    private boolean isCommunicationsLead(IncidentId incident, String by) {
        return jdbc.sql("select count(*) from incident_role where incident_id = ? and role = ? and person = ?")
                        .params(incident.value(), IncidentRole.COMMUNICATIONS_LEAD.name(), by)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static PersonCommand command(ResultSet row, int n) throws SQLException {
        return new PersonCommand(
                row.getLong("id"),
                new IncidentId(row.getString("incident_id")),
                row.getString("name"),
                row.getString("given_by"),
                row.getBoolean("commander"),
                FactsJson.read(row.getString("fields")),
                instant(row, "given_at"));
    }
}
