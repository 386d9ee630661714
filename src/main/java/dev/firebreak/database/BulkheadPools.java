package dev.firebreak.database;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.jdbc.DataSourceHealthIndicator;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Opens one pool for each bulkhead; {@code spring.datasource} and {@code spring.datasource.hikari} apply to all of
 * them.
 */
@Configuration(proxyBeanMethods = false)
class BulkheadPools {

    @Bean
    BulkheadDataSource dataSource(
            DataSourceProperties database,
            Environment environment,
            BulkheadSettings settings,
            ObjectProvider<MeterRegistry> metrics)
            throws SQLException {
        var bulkheads = new BulkheadDataSource(bulkhead -> {
            var pool = pool(database, environment);
            pool.setPoolName("firebreak-" + bulkhead.name().toLowerCase(Locale.ROOT));
            pool.setMaximumPoolSize(settings.of(bulkhead));
            metrics.ifAvailable(pool::setMetricRegistry);
            return pool;
        });
        return bulkheads.opened();
    }

    /** Otherwise each connection to a database that vanished would cost a caller the time of a check. */
    @Bean
    ApplicationListener<PayloadApplicationEvent<DatabaseUnreachable>> newConnections(BulkheadDataSource database) {
        return event -> database.renew();
    }

    static HikariDataSource pool(DataSourceProperties database, Environment environment) {
        var pool = database.initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        DatabaseLimits.of(database.determineUrl()).forEach(pool::addDataSourceProperty);
        Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(pool));
        return pool;
    }

    /**
     * Reports whether alerts and pages reach the database. It checks the paging pool only: an exhausted pool of users
     * is no reason to restart a node that still pages.
     */
    @Bean
    HealthIndicator dbHealthIndicator(BulkheadDataSource database) {
        var indicator = new DataSourceHealthIndicator(database);
        return () -> PAGING.call(indicator::health);
    }
}
