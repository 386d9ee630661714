package dev.firebreak.engine;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The suspects of one node, for tests without migrations. */
public final class SuspectsFixture {

    private SuspectsFixture() {}

    public static Suspects of(DataSource database) {
        return of(database, Clock.systemUTC());
    }

    public static Suspects of(DataSource database, Clock clock) {
        return new Suspects(new JdbcTemplate(database), JdbcClient.create(database), clock);
    }

    /** Makes the table. */
    public static void migrate(DataSource database) {
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V16__runaway_work.sql")).execute(database);
    }
}
