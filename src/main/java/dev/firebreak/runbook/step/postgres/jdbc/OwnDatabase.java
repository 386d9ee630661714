package dev.firebreak.runbook.step.postgres.jdbc;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Which sessions on a looked-after server are Firebreak's own, when its record lives there too: those of the same role in
 * the same database of the same cluster, by whatever address and name they came.
 */
@Component
public class OwnDatabase {

    private final DataSource dataSource;
    private Optional<Place> place;

    public OwnDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param cluster the system identifier, the same for everybody who is connected to that server */
    record Place(String cluster, String database, String user) {

        static final Place NOWHERE = new Place("", "", "");
    }

    /** Throws where our database can't be asked: then nobody knows whom to spare. */
    synchronized Place place() {
        if (place == null) {
            place = isPostgres() ? Optional.of(ask()) : Optional.empty();
        }
        return place.orElse(Place.NOWHERE);
    }

    private boolean isPostgres() {
        try {
            return "PostgreSQL"
                    .equals(JdbcUtils.extractDatabaseMetaData(dataSource, db -> db.getDatabaseProductName()));
        } catch (MetaDataAccessException e) {
            throw new DatabaseUnreachable(
                    "Firebreak's own database does not answer, so that nobody knows which sessions"
                            + " are its own: nothing is ended.",
                    e);
        }
    }

    private Place ask() {
        return JdbcClient.create(dataSource)
                .sql(
                        "select (select system_identifier from pg_control_system())::text, current_database(), session_user::text")
                .query((row, n) -> new Place(row.getString(1), row.getString(2), row.getString(3)))
                .single();
    }
}
