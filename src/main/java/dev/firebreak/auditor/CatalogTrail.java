package dev.firebreak.auditor;

import dev.firebreak.access.Audit;
import dev.firebreak.catalog.CatalogSource;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes to the audit which catalogue is in force, whenever a node starts with another one: whom it pages and which
 * targets it touches is a decision of whoever edited the file.
 */
@Component
class CatalogTrail implements SmartInitializingSingleton {

    private static final String CHAIN = "catalogue";

    private final CatalogSource catalog;
    private final Audit audit;
    private final JdbcClient jdbc;

    CatalogTrail(CatalogSource catalog, Audit audit, JdbcClient jdbc) {
        this.catalog = catalog;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var last = jdbc.sql("select entry from audit_entry where chain = ? order by number desc limit 1")
                .param(CHAIN)
                .query(String.class)
                .optional();
        if (last.filter(entry -> entry.contains(catalog.sha256())).isEmpty()) {
            audit.record(
                    CHAIN,
                    "configuration",
                    "catalogue.loaded",
                    Map.of("location", catalog.location(), "sha256", catalog.sha256()));
        }
    }
}
