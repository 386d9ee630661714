package dev.firebreak.alert.dedup;

import javax.sql.DataSource;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** Chooses the {@link AlertStates} of this database. */
@Configuration(proxyBeanMethods = false)
class AlertTables {

    @Bean
    AlertStates alertStates(DataSource database, JdbcTemplate jdbc) throws MetaDataAccessException {
        var product = JdbcUtils.extractDatabaseMetaData(database, metaData -> metaData.getDatabaseProductName());
        return DatabaseDriver.fromProductName(product) == DatabaseDriver.POSTGRESQL
                ? new PostgresAlertStates(jdbc)
                : new H2AlertStates(jdbc);
    }
}
