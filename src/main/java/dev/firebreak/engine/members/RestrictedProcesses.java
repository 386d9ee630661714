package dev.firebreak.engine.members;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.DatabaseBulkhead;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes the tenant of a members-only incident to all rows of its processes, running and past. The engine sets a tenant
 * only when a process starts, so this is SQL, after the engine's own statements and in the same transaction. A change
 * that runs on another node at this moment can still add rows without tenant: for two minutes a sweep writes the tenant
 * again.
 */
@Component
class RestrictedProcesses implements BackgroundWork {

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);
    private static final Duration SWEPT_FOR = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private static final String ROOTS =
            "(select ROOT_PROC_INST_ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = :incident)";

    /** Rows of running processes, and the column that names the process instance. */
    private static final Map<String, String> RUNNING = Map.of(
            "ACT_RU_TASK", "PROC_INST_ID_",
            "ACT_RU_VARIABLE", "PROC_INST_ID_",
            "ACT_RU_JOB", "PROCESS_INSTANCE_ID_",
            "ACT_RU_EXT_TASK", "PROC_INST_ID_",
            "ACT_RU_EVENT_SUBSCR", "PROC_INST_ID_",
            "ACT_RU_INCIDENT", "PROC_INST_ID_");

    /** Tables whose entities the engine writes back as a whole: the revision makes a stale one fail and be retried. */
    private static final List<String> WRITTEN_BACK = List.of("ACT_RU_EXECUTION", "ACT_RU_TASK");

    /** Rows of the history, all with the root process instance. */
    private static final List<String> HISTORY = List.of(
            "ACT_HI_PROCINST",
            "ACT_HI_ACTINST",
            "ACT_HI_TASKINST",
            "ACT_HI_VARINST",
            "ACT_HI_DETAIL",
            "ACT_HI_IDENTITYLINK",
            "ACT_HI_COMMENT",
            "ACT_HI_ATTACHMENT",
            "ACT_HI_INCIDENT",
            "ACT_HI_JOB_LOG",
            "ACT_HI_EXT_TASK_LOG",
            "ACT_HI_DECINST",
            "ACT_HI_DEC_IN",
            "ACT_HI_DEC_OUT",
            "ACT_HI_OP_LOG");

    private final JdbcClient jdbc;
    private final IncidentMembers members;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final BackgroundLoop loop =
            new BackgroundLoop(DatabaseBulkhead.TIMERS, "members-only-sweep", SWEEP_INTERVAL, this::sweep);

    RestrictedProcesses(JdbcClient jdbc, IncidentMembers members, TransactionOperations transaction, Clock clock) {
        this.jdbc = jdbc;
        this.members = members;
        this.transaction = transaction;
        this.clock = clock;
    }

    @EventListener
    void onRestricted(IncidentMembers.Restricted event) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            hide(event.incident());
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                hide(event.incident());
            }
        });
    }

    void sweep() {
        members.restrictedSince(clock.instant().minus(SWEPT_FOR))
                .forEach(incident -> transaction.executeWithoutResult(status -> hide(incident)));
    }

    private void hide(IncidentId incident) {
        HISTORY.forEach(table -> update(table, "ROOT_PROC_INST_ID_ in " + ROOTS, incident));
        var running = "(select ID_ from ACT_RU_EXECUTION where ROOT_PROC_INST_ID_ in " + ROOTS + ")";
        RUNNING.forEach((table, instance) -> update(table, instance + " in " + running, incident));
        update(
                "ACT_RU_IDENTITYLINK",
                "TASK_ID_ in (select ID_ from ACT_RU_TASK where PROC_INST_ID_ in " + running + ")",
                incident);
        update("ACT_RU_EXECUTION", "PROC_INST_ID_ in " + running, incident);
    }

    private void update(String table, String condition, IncidentId incident) {
        var revision = WRITTEN_BACK.contains(table) ? ", REV_ = REV_ + 1" : "";
        jdbc.sql("update " + table + " set TENANT_ID_ = :incident" + revision + " where TENANT_ID_ is null and "
                        + condition)
                .param("incident", incident.value())
                .update();
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
