package dev.firebreak.catalog.reader;

import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Validates the catalogue before the application opens the database, so that an invalid one doesn't leave a migrated
 * database.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class CatalogCheck implements ApplicationListener<ApplicationPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        var location =
                CatalogFile.of(event.getApplicationContext().getEnvironment()).location();
        new CatalogReader(CatalogFile.name(location)).read(CatalogFile.read(location));
    }
}
