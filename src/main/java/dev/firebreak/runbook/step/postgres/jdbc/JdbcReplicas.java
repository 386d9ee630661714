package dev.firebreak.runbook.step.postgres.jdbc;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.postgres.replication.Replica;
import dev.firebreak.runbook.step.postgres.replication.Replicas;
import org.springframework.stereotype.Component;

/** Opens a new connection for each use. */
@Component
public class JdbcReplicas implements Replicas {

    private final JdbcDatabases databases;

    public JdbcReplicas(JdbcDatabases databases) {
        this.databases = databases;
    }

    @Override
    public Replica open(Target target) {
        return new JdbcReplica(databases.connect(target));
    }
}
