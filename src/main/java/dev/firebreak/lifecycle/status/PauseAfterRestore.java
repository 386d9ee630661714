package dev.firebreak.lifecycle.status;

import dev.firebreak.access.DatabaseRestored;
import dev.firebreak.access.RestoreConfirmed;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Timeline;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Pauses every process that a restored database holds: its timers, pages and steps were perhaps done already. New
 * alerts open new incidents as always. People are paged about the restore itself.
 */
@Component
class PauseAfterRestore {

    private static final String WHO = "firebreak";
    private static final String NEVER = "timestamp with time zone '2999-01-01 00:00:00+00'";

    private final RuntimeService runtime;
    private final Timeline timeline;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    PauseAfterRestore(RuntimeService runtime, Timeline timeline, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.runtime = runtime;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.events = events;
    }

    @EventListener
    void restored(DatabaseRestored event) {
        for (var process : runtime.createProcessInstanceQuery().active().list()) {
            pause(process);
        }
        jdbc.sql("update process_start set due_at = " + NEVER).update();
        jdbc.sql("update poison_page set next_at = " + NEVER).update();
        tell("The database was restored from a backup: this incident is paused until an administrator confirms."
                + " What happened after the backup is not in the record");
    }

    private void pause(ProcessInstance process) {
        runtime.suspendProcessInstanceById(process.getId());
        jdbc.sql("insert into paused_process (process) values (?) on conflict do nothing")
                .param(process.getId())
                .update();
    }

    /** After the commit, so that the incident about the restore is not paused itself. */
    @TransactionalEventListener
    void pageAboutIt(DatabaseRestored event) {
        events.publishEvent(new NodeTrouble(
                "database-restored",
                "database",
                "The database was restored from an older backup: open incidents are paused",
                "It has %d of the %d audit rows that were anchored at %s. Steps are frozen, and the incidents of the backup are paused: nothing is paged or run again. New alerts are handled as always. An administrator compares the incidents with reality and confirms with POST /api/audit/restore."
                        .formatted(event.found(), event.anchored(), event.anchoredAt())));
    }

    @EventListener
    void confirmed(RestoreConfirmed event) {
        tell("The restore of the database is confirmed by " + event.by() + ": this incident goes on");
        for (var process : jdbc.sql("select process from paused_process")
                .query(String.class)
                .list()) {
            if (runtime.createProcessInstanceQuery().processInstanceId(process).count() > 0) {
                runtime.activateProcessInstanceById(process);
            }
        }
        jdbc.sql("delete from paused_process").update();
        jdbc.sql("update process_start set due_at = current_timestamp where due_at = " + NEVER)
                .update();
        jdbc.sql("update poison_page set next_at = current_timestamp where next_at = " + NEVER)
                .update();
    }

    private void tell(String what) {
        timeline.write(paused().stream()
                .map(incident -> new Timeline.Line(incident, null, what, WHO, null))
                .toList());
    }

    /** The open incidents whose process, or whose start, waits. */
    private List<IncidentId> paused() {
        return jdbc.sql("""
                        select id from incident i where status in (:open) and (
                        exists (select 1 from process_start s where s.incident_id = i.id and s.due_at = %1$s)
                        or exists (select 1 from poison_page p where p.incident_id = i.id and p.next_at = %1$s)
                        or exists (select 1 from paused_process p join ACT_RU_EXECUTION e on e.ID_ = p.process
                            where e.BUSINESS_KEY_ = i.id)) order by id""".formatted(NEVER))
                .param("open", IncidentStatus.openNames())
                .query((row, n) -> new IncidentId(row.getString(1)))
                .list();
    }
}
