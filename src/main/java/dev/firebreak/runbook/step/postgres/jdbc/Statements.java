package dev.firebreak.runbook.step.postgres.jdbc;

/** SQL statements of steps on the connection pool, and what others share. All variable parts are typed parameters. */
final class Statements {

    /** Sessions of dropped roles count as superuser sessions, so that they are spared. */
    static final String FROM = " from pg_stat_activity a left join pg_roles r on r.oid = a.usesysid";

    static final String OURS = "(a.pid = pg_backend_pid() or lower(a.application_name) like 'firebreak%'"
            + " or (a.datname = ? and a.usename = ? and ? = (select system_identifier::text from pg_control_system())))";

    static final String SESSIONS = "select a.pid, a.backend_start, a.backend_type, a.datname, a.usename,"
            + " coalesce(r.rolsuper, true) as superuser, coalesce(" + OURS + ", false) as ours,"
            + " a.application_name, host(a.client_addr) as client, a.state, a.state_change, a.query_start, a.query"
            + FROM + " where a.pid <> pg_backend_pid() and a.backend_start is not null"
            + " order by a.backend_start, a.pid";

    /** One row if the session exists: terminated or spared. A case expression evaluates only the chosen branch. */
    static final String END =
            "select case when a.state in ('idle', 'idle in transaction', 'idle in transaction (aborted)')"
                    + " and a.state_change = ? and a.backend_type = 'client backend'"
                    + " and not coalesce(r.rolsuper, true) and not coalesce(" + OURS + ", false)"
                    + " then case when pg_terminate_backend(a.pid) then 'ENDED' else 'GONE' end else 'SPARED' end"
                    + FROM
                    + " where a.pid = ? and a.backend_start = ?";

    static final String SIZES =
            "select clock_timestamp() as at, current_setting('max_connections')::int as max_connections,"
                    + " current_setting('superuser_reserved_connections')::int"
                    + " + coalesce(current_setting('reserved_connections', true), '0')::int as reserved";

    static final String MAY_SEE = "select pg_has_role('pg_read_all_stats', 'usage')";

    /** {@code sourcefile} is compared with the full path of the one postgresql.auto.conf in the data directory. */
    static final String LIMIT = "select (select system_identifier::text from pg_control_system()) as cluster,"
            + " (select setting::int from pg_file_settings where name = 'max_connections'"
            + " and sourcefile = current_setting('data_directory') || '/postgresql.auto.conf'"
            + " order by seqno desc limit 1) as written,"
            + " (select setting::int from pg_file_settings where name = 'max_connections' order by seqno desc limit 1)"
            + " as configured,"
            + " (select source = 'command line' from pg_settings where name = 'max_connections') as fixed,"
            + " (select setting::int from pg_settings where name = 'max_connections') as in_force,"
            + " current_setting('work_mem') as work_memory,"
            + " coalesce(current_setting('shared_memory_size', true), current_setting('shared_buffers')) as shared_memory,"
            + " (select count(*) from pg_stat_replication)::int as replicas";

    /** A utility statement takes no parameters; the appended number is an int, never text from outside. */
    static final String WRITE_LIMIT = "alter system set max_connections = ";

    static final String ERASE_LIMIT = "alter system reset max_connections";

    static final String RELOAD = "select pg_reload_conf()";

    private Statements() {}
}
