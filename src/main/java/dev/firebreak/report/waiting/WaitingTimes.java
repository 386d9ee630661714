package dev.firebreak.report.waiting;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Severity;
import dev.firebreak.web.FieldInvalid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads from the engine's history how long activities take. Events, gateways and what was cancelled are left out; so are
 * drills, samples and members-only incidents.
 */
@Repository
public class WaitingTimes {

    private static final String SQL = """
            select process, activity, min(label) as label, min(type) as type, max(definition) as definition,
              count(*) as n,
              percentile_cont(0.5) within group (order by dwell) as dwell50,
              percentile_cont(0.9) within group (order by dwell) as dwell90,
              count(work) as worked,
              percentile_cont(0.5) within group (order by work) as work50,
              percentile_cont(0.9) within group (order by work) as work90
            from (
              select a.PROC_DEF_KEY_ as process, a.ACT_ID_ as activity, a.ACT_NAME_ as label, a.ACT_TYPE_ as type,
                a.PROC_DEF_ID_ as definition, a.DURATION_ as dwell,
                case when a.TASK_ID_ is null then null else (
                  select extract(epoch from (a.END_TIME_ - min(o.TIMESTAMP_))) * 1000 from ACT_HI_OP_LOG o
                  where o.TASK_ID_ = a.TASK_ID_ and o.OPERATION_TYPE_ in ('Claim', 'Assign')) end as work
              from ACT_HI_ACTINST a
              join ACT_HI_PROCINST p on p.PROC_INST_ID_ = a.PROC_INST_ID_
              join incident i on i.id = p.BUSINESS_KEY_
              where a.START_TIME_ >= :from and a.START_TIME_ < :to and a.END_TIME_ is not null
                and a.ACT_INST_STATE_ <> 2
                and a.ACT_TYPE_ in ('userTask', 'serviceTask', 'businessRuleTask', 'callActivity', 'receiveTask',
                  'intermediateTimer', 'intermediateMessageCatch')
                and (:severity = '' or i.severity = :severity)
                and i.id not like 'DRILL-%' and i.source not like :samples
                and not exists (select 1 from members_only r where r.incident_id = i.id)) ended
            group by process, activity
            order by 8 desc, 1, 2 limit 300""";

    private final JdbcClient jdbc;

    WaitingTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The activities that began in a month, those that take longest first.
     *
     * @param severity empty for all
     */
    public List<ActivityWait> of(YearMonth month, String severity) {
        if (!severity.isEmpty()
                && Arrays.stream(Severity.values()).noneMatch(it -> it.name().equals(severity))) {
            throw new FieldInvalid("severity", "must be one of " + Arrays.toString(Severity.values()));
        }
        return jdbc.sql(SQL)
                .param("from", start(month))
                .param("to", start(month.plusMonths(1)))
                .param("severity", severity)
                .param("samples", Incident.SAMPLE + "%")
                .query((row, n) -> wait(row))
                .list();
    }

    private static Timestamp start(YearMonth month) {
        return Timestamp.from(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static ActivityWait wait(ResultSet row) throws SQLException {
        var activity = row.getString("activity");
        var label = row.getString("label");
        return new ActivityWait(
                row.getString("process"),
                row.getString("definition"),
                activity,
                label == null || label.isBlank() ? activity : label,
                row.getString("type"),
                row.getInt("n"),
                seconds(row, "dwell50"),
                seconds(row, "dwell90"),
                row.getInt("worked"),
                row.getObject("work50") == null ? null : seconds(row, "work50"),
                row.getObject("work90") == null ? null : seconds(row, "work90"));
    }

    private static long seconds(ResultSet row, String column) throws SQLException {
        return Math.round(row.getDouble(column) / 1_000);
    }
}
