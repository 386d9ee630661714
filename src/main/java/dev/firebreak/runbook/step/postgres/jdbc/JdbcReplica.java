package dev.firebreak.runbook.step.postgres.jdbc;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.runbook.step.postgres.replication.Replica;
import dev.firebreak.runbook.step.postgres.replication.ReplicationState;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@link Replica} over one JDBC connection. */
class JdbcReplica implements Replica {

    /** The receiver knows the end of the primary's log before it has received it. */
    private static final String STATE = "select (select system_identifier::text from pg_control_system()) as cluster,"
            + " pg_is_in_recovery() as replica, pg_postmaster_start_time() as started, clock_timestamp() as at,"
            + " case when pg_is_in_recovery() then pg_is_wal_replay_paused() else false end as paused,"
            + " greatest(0, pg_wal_lsn_diff(greatest(pg_last_wal_receive_lsn(), w.latest_end_lsn),"
            + " pg_last_wal_replay_lsn()))::bigint as lag, pg_last_wal_replay_lsn()::text as replayed,"
            + " pg_last_xact_replay_timestamp() as replayed_at, coalesce(w.status, 'none') as status, w.sender_host,"
            + " w.slot_name, w.last_msg_receipt_time, (select wait_event_type || ': ' || wait_event"
            + " from pg_stat_activity where backend_type = 'startup'"
            + " and (wait_event_type = 'Lock' or wait_event like 'RecoveryConflict%') limit 1) as waits,"
            + " 'max_standby_streaming_delay ' || current_setting('max_standby_streaming_delay')"
            + " || ', recovery_min_apply_delay ' || current_setting('recovery_min_apply_delay')"
            + " || ', hot_standby_feedback ' || current_setting('hot_standby_feedback') as settings"
            + " from (select 1) one left join pg_stat_wal_receiver w on true";

    /**
     * Who holds the lock that the replay waits for: pg_blocking_pids does not know the startup process. For a
     * conflict of row versions it is the session with the oldest snapshot.
     */
    private static final String READERS = "select a.pid, a.backend_start, a.usename, a.application_name,"
            + " host(a.client_addr) as client, a.xact_start, a.query,"
            + " not coalesce(r.rolsuper, true) and not coalesce(" + Statements.OURS + ", false) as may_end,"
            + " pg_is_in_recovery() and coalesce(exists ("
            + "select 1 from pg_locks w join pg_locks h on h.locktype = w.locktype and h.database is not distinct from"
            + " w.database and h.relation is not distinct from w.relation where w.pid = s.pid and not w.granted"
            + " and h.granted and h.pid = a.pid)"
            + " or s.wait_event like 'RecoveryConflict%' and a.backend_xmin is not null"
            + " and age(a.backend_xmin) = max(age(a.backend_xmin)) over (), false) as blocks"
            + Statements.FROM
            + " left join (select pid, wait_event from pg_stat_activity where backend_type = 'startup') s on true"
            + " where a.backend_type = 'client backend' and a.xact_start is not null and a.pid <> pg_backend_pid()"
            + " order by blocks desc, a.xact_start, a.pid limit 200";

    private static final String STANDBYS = "select application_name, host(client_addr) as client, state, replay_lag,"
            + " coalesce(extract(epoch from replay_lag), 0)::bigint as seconds,"
            + " coalesce(pg_wal_lsn_diff(sent_lsn, replay_lsn), 0)::bigint as lag"
            + " from pg_stat_replication order by application_name, pid limit 100";

    private static final String SLOTS =
            "select slot_name, active, coalesce(pg_wal_lsn_diff(case when pg_is_in_recovery()"
                    + " then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, restart_lsn), 0)::bigint as kept"
                    + " from pg_replication_slots order by slot_name limit 100";

    private static final String END = "select case when pg_is_in_recovery() and a.xact_start = ?"
            + " and a.backend_type = 'client backend' and not coalesce(r.rolsuper, true)"
            + " and not coalesce(" + Statements.OURS + ", false)"
            + " then case when pg_terminate_backend(a.pid) then 'ENDED' else 'GONE' end else 'SPARED' end"
            + Statements.FROM + " where a.pid = ? and a.backend_start = ?";

    private final TargetConnection line;

    JdbcReplica(TargetConnection line) {
        this.line = line;
    }

    @Override
    public ReplicationState state() {
        line.requireVisibility();
        var readers = line.rows(
                JdbcReplica::reader,
                READERS,
                line.own().database(),
                line.own().user(),
                line.own().cluster());
        var standbys = line.rows(JdbcReplica::standby, STANDBYS);
        var slots = line.rows(
                row -> new ReplicationState.Slot(
                        row.getString("slot_name"), row.getBoolean("active"), row.getLong("kept")),
                SLOTS);
        return line.rows(row -> state(row, readers, standbys, slots), STATE).get(0);
    }

    private static ReplicationState state(
            ResultSet row,
            List<ReplicationState.Reader> readers,
            List<ReplicationState.Standby> standbys,
            List<ReplicationState.Slot> slots)
            throws SQLException {
        return new ReplicationState(
                row.getString("cluster"),
                row.getBoolean("replica"),
                instant(row, "started"),
                instant(row, "at"),
                row.getBoolean("paused"),
                row.getLong("lag"),
                row.getString("replayed"),
                instant(row, "replayed_at"),
                new ReplicationState.Receiver(
                        row.getString("status"),
                        row.getString("sender_host"),
                        row.getString("slot_name"),
                        instant(row, "last_msg_receipt_time")),
                row.getString("waits"),
                readers,
                standbys,
                slots,
                row.getString("settings"));
    }

    private static ReplicationState.Reader reader(ResultSet row) throws SQLException {
        return new ReplicationState.Reader(
                new SessionId(row.getInt("pid"), instant(row, "backend_start")),
                row.getString("usename"),
                row.getString("application_name"),
                row.getString("client"),
                instant(row, "xact_start"),
                row.getBoolean("may_end"),
                row.getBoolean("blocks"),
                row.getString("query"));
    }

    private static ReplicationState.Standby standby(ResultSet row) throws SQLException {
        return new ReplicationState.Standby(
                row.getString("application_name"),
                row.getString("client"),
                row.getString("state"),
                row.getLong("lag"),
                Duration.ofSeconds(row.getLong("seconds")));
    }

    @Override
    public void resumeReplay() {
        line.execute("select pg_wal_replay_resume()");
    }

    @Override
    public void pauseReplay() {
        line.execute("select pg_wal_replay_pause()");
    }

    @Override
    public TerminationResult end(SessionId session, Instant transaction) {
        return line.end(END, session, transaction);
    }

    @Override
    public void close() {
        line.close();
    }
}
