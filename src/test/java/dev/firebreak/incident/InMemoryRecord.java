package dev.firebreak.incident;

import dev.firebreak.ModuleBeans;
import dev.firebreak.database.NewTransaction;
import dev.firebreak.database.TransactionFixture;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.incident.evidence.EvidenceSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** The incident record, with the beans of its module, on an in-memory H2 database. */
public class InMemoryRecord {

    private final DataSource database;
    private final GenericApplicationContext beans = ModuleBeans.context();

    /** @param migrations further files of db/migration, such as {@code V6__postmortem} */
    public InMemoryRecord(Clock clock, String... migrations) {
        var database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1");
        this.database = database;
        beans.registerBean(DataSource.class, () -> database);
        beans.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database));
        beans.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        beans.registerBean(NewTransaction.class, () -> TransactionFixture.of(database));
        beans.registerBean(Clock.class, () -> clock);
        beans.registerBean(EvidenceSettings.class, () -> new EvidenceSettings(DataSize.ofMegabytes(1)));
        ModuleBeans.scan(beans, "dev.firebreak.incident");
        beans.refresh();
        run("V1__incident");
        run("V2__access");
        run("V15__incident_members");
        run("V19__record");
        run("V30__incident_change");
        run("V60__incident_role");
        for (var migration : migrations) {
            run(migration);
        }
    }

    private void run(String migration) {
        jdbc().sql("runscript from 'classpath:db/migration/" + migration + ".sql'")
                .update();
    }

    /** The beans, for the context of a module that uses the record. */
    public GenericApplicationContext beans() {
        return beans;
    }

    public DataSource database() {
        return database;
    }

    public JdbcClient jdbc() {
        return beans.getBean(JdbcClient.class);
    }

    public Clock clock() {
        return beans.getBean(Clock.class);
    }

    public Incidents incidents() {
        return beans.getBean(Incidents.class);
    }

    public IncidentMembers members() {
        return beans.getBean(IncidentMembers.class);
    }

    public Timeline timeline() {
        return beans.getBean(Timeline.class);
    }

    public Evidence evidence(Path data) {
        beans.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("data", Map.of("firebreak.data-dir", data.toString())));
        return beans.getAutowireCapableBeanFactory().createBean(Evidence.class);
    }

    /** Opens an incident on {@code mosaic-postgres}. */
    public IncidentId incident() {
        return incidents().open(new NewIncident("Pool exhausted", "mosaic-postgres", "pool", null, "test", false));
    }
}
