package dev.firebreak.runbook.step.postgres.jdbc;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.runbook.step.postgres.integrity.IntegrityServer;
import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@link IntegrityServer} over JDBC. */
class JdbcIntegrityServer implements IntegrityServer {

    private static final String NAME = "default_transaction_read_only";

    private static final String STATE = "select (select system_identifier::text from pg_control_system()) as cluster,"
            + " clock_timestamp() as at, current_setting('data_checksums') = 'on' as checksums,"
            + " (select coalesce(sum(checksum_failures), 0) from pg_stat_database)::bigint as failures,"
            + " (select max(checksum_last_failure) from pg_stat_database) as last_failure,"
            + " (select array_agg(datname::text order by datname) from pg_database where datallowconn) as databases,"
            + " (select sum(pg_database_size(oid)) from pg_database)::bigint as bytes,"
            + " (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end)::text"
            + " as position, current_setting('" + NAME + "') = 'on' as read_only,"
            + " (select setting from pg_file_settings where name = '" + NAME + "'"
            + " and sourcefile = current_setting('data_directory') || '/postgresql.auto.conf'"
            + " order by seqno desc limit 1) as written,"
            + " (select array_agg(coalesce('role ' || r.rolname, '') || coalesce(' database ' || d.datname, ''))"
            + " from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole"
            + " left join pg_database d on d.oid = s.setdatabase"
            + " where exists (select 1 from unnest(s.setconfig) one where one like '" + NAME + "=%')) as exempt";

    /** The quoted schema of amcheck, if the database has it. */
    private static final String AMCHECK = "select quote_ident(n.nspname) from pg_extension e"
            + " join pg_namespace n on n.oid = e.extnamespace where e.extname = 'amcheck'";

    private static final String RELATIONS = "select c.oid::bigint as oid, c.oid::regclass::text as name,"
            + " c.relkind = 'i' as is_index from pg_class c left join pg_index i on i.indexrelid = c.oid"
            + " where c.relpersistence = 'p' and (c.relkind in ('r', 'm', 't') and c.relam ="
            + " (select oid from pg_am where amname = 'heap') or c.relkind = 'i' and i.indisvalid and i.indisready"
            + " and c.relam = (select oid from pg_am where amname = 'btree')) order by pg_relation_size(c.oid), c.oid";

    /** SQLSTATEs of PostgreSQL manual, appendix A: data and index corrupted, I/O error, undefined file. */
    private static final Set<String> DAMAGE = Set.of("XX001", "XX002", "58030", "58P01");

    private static final int MOST_DAMAGES = 100;

    private final TargetConnection line;
    private final Function<String, TargetConnection> connect;

    JdbcIntegrityServer(TargetConnection line, Function<String, TargetConnection> connect) {
        this.line = line;
        this.connect = connect;
    }

    private record Relation(long oid, String name, boolean isIndex) {}

    @Override
    public State state() {
        return line.rows(JdbcIntegrityServer::state, STATE).get(0);
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(
                row.getString("cluster"),
                instant(row, "at"),
                row.getBoolean("checksums"),
                row.getLong("failures"),
                instant(row, "last_failure"),
                texts(row, "databases"),
                row.getLong("bytes"),
                row.getString("position"),
                row.getBoolean("read_only"),
                Optional.ofNullable(row.getString("written")),
                texts(row, "exempt"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    @Override
    public DatabaseCheck check(String database, Instant until) throws InterruptedException {
        if (!DatabaseAddress.isName(database)) {
            return new DatabaseCheck(database, 0, 0, List.of(), "its name is none that Firebreak connects to");
        }
        TargetConnection there;
        try {
            there = connect.apply(database);
        } catch (ServerUnreachable e) {
            return new DatabaseCheck(database, 0, 0, List.of(), e.getMessage());
        }
        try {
            return check(database, there, until);
        } catch (ServerUnreachable e) {
            return new DatabaseCheck(database, 0, 0, List.of(), e.getMessage());
        } finally {
            there.close();
        }
    }

    private static DatabaseCheck check(String database, TargetConnection there, Instant until)
            throws InterruptedException {
        var schema = there.rows(row -> row.getString(1), AMCHECK);
        var relations = there.rows(
                row -> new Relation(row.getLong("oid"), row.getString("name"), row.getBoolean("is_index")), RELATIONS);
        if (schema.isEmpty()) {
            return new DatabaseCheck(
                    database,
                    relations.size(),
                    0,
                    List.of(),
                    "it lacks the extension amcheck (create extension amcheck)");
        }
        var damages = new ArrayList<Damage>();
        var checked = 0;
        String obstacle = null;
        for (var relation : relations) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the check of " + database + " was stopped");
            }
            if (damages.size() == MOST_DAMAGES || there.now().isAfter(until)) {
                obstacle = damages.size() == MOST_DAMAGES ? "there is too much damage" : "the time was over";
                break;
            }
            try {
                damage(there, schema.get(0), relation)
                        .ifPresent(said -> damages.add(new Damage(relation.name(), said)));
                checked++;
            } catch (SQLException e) {
                obstacle = relation.name() + ": " + SqlErrorText.firstLine(e);
            }
        }
        return new DatabaseCheck(database, relations.size(), checked, damages, obstacle);
    }

    private static Optional<String> damage(TargetConnection there, String schema, Relation relation)
            throws SQLException {
        var sql = relation.isIndex()
                ? "select " + schema + ".bt_index_check(?::oid::regclass)"
                : "select msg from " + schema + ".verify_heapam(?::oid::regclass, on_error_stop => true) limit 1";
        try (var statement = there.prepared(sql, relation.oid());
                var rows = statement.executeQuery()) {
            return rows.next() && !relation.isIndex() ? Optional.of(rows.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            if (DAMAGE.contains(e.getSQLState())) {
                return Optional.of(SqlErrorText.firstLine(e));
            }
            throw e;
        }
    }

    /** The value is one of the words that a boolean setting has; a utility statement takes no parameters. */
    @Override
    public void writeReadOnly(Optional<String> value) {
        var word = value.map(it -> it.equals("on") || it.equals("true") ? "on" : "off");
        line.execute(word.map(it -> "alter system set " + NAME + " = " + it).orElse("alter system reset " + NAME));
        line.execute(Statements.RELOAD);
    }

    @Override
    public void close() {
        line.close();
    }
}
