package dev.firebreak.lifecycle.engine.start;

import java.util.Map;
import java.util.Set;
import org.h2.engine.Mode;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What a database connection gets unless its URL says otherwise: limits so that a database that hangs is noticed and a
 * session that hangs is ended (semantics.md 5). PostgreSQL's driver lets the URL's parameters win over these.
 */
class DatabaseDefaults implements EnvironmentPostProcessor {

    private static final String DRIVER = "spring.datasource.hikari.data-source-properties.";
    private static final Map<String, Object> POSTGRESQL = Map.of(
            DRIVER + "connectTimeout", "3",
            DRIVER + "socketTimeout", "10",
            DRIVER + "tcpKeepAlive", "true",
            DRIVER + "reWriteBatchedInserts", "true",
            DRIVER + "ApplicationName", "firebreak",
            DRIVER + "options",
                    "-c statement_timeout=8s -c idle_in_transaction_session_timeout=15s -c lock_timeout=4s");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        // Our migrations need H2's PostgreSQL mode; the engine's schema for H2 says "blob", which that mode forbids.
        Mode.getInstance("PostgreSQL").disallowedTypes = Set.of();
        if (environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:")) {
            environment.getPropertySources().addLast(new MapPropertySource("firebreak database defaults", POSTGRESQL));
        }
    }
}
