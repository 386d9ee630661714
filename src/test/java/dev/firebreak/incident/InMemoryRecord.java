package dev.firebreak.incident;

import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.incident.evidence.EvidenceSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** The incident record on an in-memory H2 database, without Spring. */
public class InMemoryRecord {

    private final DataSource database;
    private final JdbcClient jdbc;
    private final Clock clock;

    /** @param migrations further files of db/migration, such as {@code V6__postmortem} */
    public InMemoryRecord(Clock clock, String... migrations) {
        var database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1");
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.clock = clock;
        run("V1__incident");
        run("V2__access");
        run("V15__incident_members");
        run("V19__record");
        run("V30__incident_change");
        for (var migration : migrations) {
            run(migration);
        }
    }

    private void run(String migration) {
        jdbc.sql("runscript from 'classpath:db/migration/" + migration + ".sql'")
                .update();
    }

    public DataSource database() {
        return database;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public Clock clock() {
        return clock;
    }

    public Incidents incidents() {
        return new Incidents(new JdbcTemplate(database), jdbc, clock);
    }

    public IncidentMembers members() {
        return new IncidentMembers(jdbc, clock);
    }

    public Timeline timeline() {
        return new Timeline(new JdbcTemplate(database), jdbc, clock);
    }

    public Evidence evidence(Path data) {
        return new Evidence(jdbc, timeline(), clock, new EvidenceSettings(DataSize.ofMegabytes(1)), data);
    }

    /** Opens an incident on {@code mosaic-postgres}. */
    public IncidentId incident() {
        return incidents().open(new NewIncident("Pool exhausted", "mosaic-postgres", "pool", null, "test", false));
    }
}
