package dev.firebreak.runbook.step.postgres.jdbc;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Fault;
import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Occupies a PostgreSQL server's connections, as an application that leaks them does: sessions idle in a transaction,
 * until few are left. They bear the drill's id as application name, die with the node that holds them, and end by
 * themselves after {@value #LONGEST_SECONDS} s.
 */
@Component
class HeldConnections implements Fault {

    static final int LONGEST_SECONDS = 3600;

    private static final String NAME = "drill-";

    /** Most that a drill opens; the source's scenario opens as many. */
    private static final int MOST = 200;

    /** For people who look, and for Firebreak. */
    private static final int LEFT_FREE = 3;

    private final JdbcDatabases databases;
    private final Map<UUID, List<TargetConnection>> held = new ConcurrentHashMap<>();

    HeldConnections(JdbcDatabases databases) {
        this.databases = databases;
    }

    @Override
    public String scenario() {
        return "database";
    }

    @Override
    public String description() {
        return "Occupies the connections of a PostgreSQL server with sessions idle in a transaction.";
    }

    @Override
    public boolean fits(Target target) {
        return target.kind().equals("postgres");
    }

    @Override
    public Set<String> symptoms() {
        return Set.of("connection-pool-exhausted", "too-many-connections", "connections-exhausted");
    }

    @Override
    public Set<String> runbooks() {
        return Set.of("postgres-connection-pool-exhausted");
    }

    @Override
    public String inject(Target target, UUID drill, Injection injection) {
        close(drill);
        var connections = held.computeIfAbsent(drill, id -> new ArrayList<>());
        var free = free(target) - LEFT_FREE;
        var wanted = Math.min(MOST, free);
        if (wanted <= 0) {
            return "nothing to occupy: " + (free + LEFT_FREE) + " connections are free";
        }
        injection.changes(name(drill));
        try {
            for (var n = 0; n < wanted; n++) {
                injection.requireWanted();
                connections.add(hold(target, drill));
            }
        } catch (ServerUnreachable full) {
            if (connections.isEmpty()) {
                throw full;
            }
        }
        return connections.size() + " connections are held idle in a transaction";
    }

    private TargetConnection hold(Target target, UUID drill) {
        var connection = databases.connect(target);
        connection.execute("set application_name to '" + name(drill) + "'");
        connection.execute("set idle_in_transaction_session_timeout to '" + LONGEST_SECONDS + "s'");
        connection.execute("begin");
        connection.execute("select 1");
        return connection;
    }

    private int free(Target target) {
        try (var database = databases.open(target)) {
            var pool = database.pool();
            return pool.slots() - pool.clients().size();
        }
    }

    /** Also what another node holds, or one that died without the server's knowledge. */
    @Override
    public String revert(Target target, UUID drill, String token) {
        close(drill);
        var connection = databases.connect(target);
        try {
            var ended = connection
                    .rows(
                            row -> row.getBoolean(1),
                            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?",
                            name(drill))
                    .size();
            return "no connection is held any more" + (ended == 0 ? "" : " (" + ended + " ended on the server)");
        } finally {
            connection.close();
        }
    }

    private void close(UUID drill) {
        var connections = held.remove(drill);
        if (connections != null) {
            connections.forEach(TargetConnection::close);
        }
    }

    private static String name(UUID drill) {
        return NAME + drill;
    }
}
