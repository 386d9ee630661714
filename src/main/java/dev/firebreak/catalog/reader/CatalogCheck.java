package dev.firebreak.catalog.reader;

import java.nio.file.Path;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Validates the catalogue before the application opens the database, so that an invalid one doesn't leave a migrated
 * database.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class CatalogCheck implements ApplicationListener<ApplicationPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        CatalogFile.load(location(event.getApplicationContext().getEnvironment()));
    }

    private static String location(Environment environment) {
        return CatalogFile.location(
                environment.getProperty("firebreak.catalog", ""),
                Path.of(environment.getRequiredProperty("firebreak.data-dir")),
                environment.acceptsProfiles(Profiles.of("demo")));
    }
}
