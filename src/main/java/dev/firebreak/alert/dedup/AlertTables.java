package dev.firebreak.alert.dedup;

import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** Chooses the {@link AlertStates} of this database. */
@Configuration(proxyBeanMethods = false)
class AlertTables {

    private static final Logger log = LoggerFactory.getLogger(AlertTables.class);

    @Bean
    AlertStates alertStates(DataSource database, JdbcTemplate jdbc) throws MetaDataAccessException {
        var product = JdbcUtils.extractDatabaseMetaData(database, metaData -> metaData.getDatabaseProductName());
        if (DatabaseDriver.fromProductName(product) != DatabaseDriver.POSTGRESQL) {
            return new H2AlertStates(jdbc);
        }
        leaveRoom(jdbc);
        return new PostgresAlertStates(jdbc);
    }

    /**
     * Tells PostgreSQL to fill half of each page of the table of alerts: a repeat then writes its row into the same page
     * and no index changes (HOT), which takes half the time. Not a migration, because H2 has no such setting and
     * migrations are the same for both. Intake works without it.
     */
    private static void leaveRoom(JdbcTemplate jdbc) {
        try {
            var isSet = jdbc.queryForObject(
                    "select count(*) from pg_class where oid = 'alert'::regclass and reloptions @> '{fillfactor=50}'",
                    Integer.class);
            if (isSet == 0) {
                jdbc.execute("alter table alert set (fillfactor = 50)");
            }
        } catch (DataAccessException e) {
            log.warn("The table of alerts keeps its fill factor: repeats are slower", e);
        }
    }
}
