package dev.firebreak.lifecycle;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.severity.SeverityAssessments;
import dev.firebreak.lifecycle.start.IncidentOpener;
import dev.firebreak.lifecycle.start.ProcessStartOutbox;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Open incidents whose process is gone, for example because an administrator deleted it in Cockpit. Nobody could
 * resolve them. They get a new process, which goes on from the record: severity, commander, acknowledgement and danger
 * to life stand. What nobody had decided yet happens as for a new incident.
 */
@Component
public class LostProcesses {

    /** How the line of the timeline about a new process begins. */
    static final String RESTARTED = "The process of this incident was gone; Firebreak starts it again";

    /** An incident without a process that waits for its page, or for its start, is not lost. */
    private static final String LOST = """
            select i.id from incident i where i.status in (:open)
            and not exists (select 1 from process_start s where s.incident_id = i.id)
            and not exists (select 1 from poison_page p where p.incident_id = i.id)
            and not exists (
                select 1 from ACT_RU_EXECUTION e join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_
                where e.BUSINESS_KEY_ = i.id and d.KEY_ = :process)""";

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final Timeline timeline;
    private final SeverityAssessments assessments;
    private final ProcessStartOutbox starts;

    LostProcesses(
            JdbcClient jdbc,
            Incidents incidents,
            Timeline timeline,
            SeverityAssessments assessments,
            ProcessStartOutbox starts) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.timeline = timeline;
        this.assessments = assessments;
        this.starts = starts;
    }

    /** The open incidents that have no process, the oldest first. */
    public List<IncidentId> find() {
        return jdbc.sql(LOST + " order by i.opened_at, i.id")
                .param("open", IncidentStatus.openNames())
                .param("process", IncidentOpener.PROCESS)
                .query((row, n) -> new IncidentId(row.getString(1)))
                .list();
    }

    /** Starts the incident's process again; returns false if it has one by now, or has ended. */
    @Transactional
    public boolean restart(IncidentId id) {
        var incident = incidents.lock(id);
        if (!isLost(id)) {
            return false;
        }
        starts.addAgain(id, assessments.facts(id), incident.alertsCleared());
        timeline.decide(
                id,
                Decision.PROCESS_RESTARTED,
                RESTARTED + (incident.severity() == null ? "" : ". Its severity stays " + incident.severity()),
                "auditor");
        return true;
    }

    private boolean isLost(IncidentId id) {
        return !jdbc.sql(LOST + " and i.id = :id")
                .param("open", IncidentStatus.openNames())
                .param("process", IncidentOpener.PROCESS)
                .param("id", id.value())
                .query(String.class)
                .list()
                .isEmpty();
    }
}
