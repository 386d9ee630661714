package dev.firebreak.runbook.step.postgres.jdbc;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.postgres.integrity.IntegrityServer;
import dev.firebreak.runbook.step.postgres.integrity.IntegrityServers;
import org.springframework.stereotype.Component;

/** Opens a new connection for each use, and one for each database that is checked. */
@Component
public class JdbcIntegrityServers implements IntegrityServers {

    private final JdbcDatabases databases;

    public JdbcIntegrityServers(JdbcDatabases databases) {
        this.databases = databases;
    }

    @Override
    public IntegrityServer open(Target target) {
        return new JdbcIntegrityServer(databases.connect(target), database -> databases.connect(target, database));
    }
}
