package dev.firebreak.runbook.step.postgres.jdbc;

import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Identifies Firebreak's own sessions on a target server that also holds Firebreak's database: same cluster, same
 * database, same role, whatever address and application name they use.
 */
@Component
public class OwnDatabase {

    private final DataSource dataSource;
    private Optional<Place> place;

    public OwnDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Where Firebreak's own database is.
     *
     * @param cluster the server's system identifier
     */
    record Place(String cluster, String database, String user) {

        static final Place NOWHERE = new Place("", "", "");
    }

    /** Throws if Firebreak's database does not answer, because then it is unknown which sessions to spare. */
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
            throw new ServerUnreachable(
                    "Firebreak's own database does not answer, so it is unknown which sessions are its own:"
                            + " no session is terminated.",
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
