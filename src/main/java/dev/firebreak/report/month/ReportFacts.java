package dev.firebreak.report.month;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.Incident;
import dev.firebreak.report.figure.Figures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the parts of a report that are not about single incidents: on-call load, post-mortems and action items. */
@Repository
class ReportFacts {

    /** Pages of incidents that only members may see would tell of them. */
    private static final String VISIBLE =
            "not exists (select 1 from members_only restricted where restricted.incident_id = i.id)";

    private final JdbcClient jdbc;

    ReportFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The pages of each person by the hour of the day in UTC. */
    List<OnCallLoad> load(YearMonth month) {
        return jdbc
                .sql("""
                        select d.person, extract(hour from d.settled_at at time zone 'UTC') as on_hour, count(*) as n
                        from delivery d join incident i on i.id = d.incident_id
                        where d.settled_at >= :from and d.settled_at < :to and d.state = 'SENT' and d.message like 'page-%'
                          and i.id not like 'DRILL-%' and i.source not like :samples and\s""" + VISIBLE + """
                         group by d.person, extract(hour from d.settled_at at time zone 'UTC') order by 1, 2""")
                .param("from", at(Figures.start(month)))
                .param("to", at(Figures.start(month.plusMonths(1))))
                .param("samples", Incident.SAMPLE + "%")
                .query((row, n) -> new OnCallLoad.Hour(row.getString(1), row.getInt(2), row.getInt(3)))
                .list()
                .stream()
                .collect(OnCallLoad.byPerson());
    }

    int postMortemsCompleted(YearMonth month) {
        return count(
                "select count(*) from postmortem p join incident i on i.id = p.incident_id where p.status = 'FINAL'"
                        + " and p.finished_at >= :from and p.finished_at < :to and " + VISIBLE,
                month);
    }

    int actionsCompleted(YearMonth month) {
        return count(
                "select count(*) from action_item a join incident i on i.id = a.incident_id"
                        + " where a.closed_at >= :from and a.closed_at < :to and " + VISIBLE,
                month);
    }

    /** Post-mortems and action items as they are now. */
    OpenWork openWork(Instant now) {
        return new OpenWork(
                drafts("p.due_at >= :now", now),
                drafts("p.due_at < :now", now),
                actions("a.closed_at is null", now),
                actions("a.closed_at is null and a.due < :today", now),
                actions("a.closed_at is null and a.owner is null", now));
    }

    private int drafts(String condition, Instant now) {
        return jdbc.sql("select count(*) from postmortem p join incident i on i.id = p.incident_id"
                        + " where p.status <> 'FINAL' and (p.finished_at is null or p.status = 'SUBMITTED') and "
                        + condition + " and " + VISIBLE)
                .param("now", at(now))
                .query(Integer.class)
                .single();
    }

    private int actions(String condition, Instant now) {
        return jdbc.sql("select count(*) from action_item a join incident i on i.id = a.incident_id where " + condition
                        + " and " + VISIBLE)
                .param("today", LocalDate.ofInstant(now, ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** The month of the first incident, of our record or of the history; empty without any. */
    Optional<YearMonth> first() {
        return Optional.ofNullable(jdbc.sql("""
                        select min(first_at) from (select min(opened_at) as first_at from incident
                        union all select min(opened_at) from past_incident) firsts""")
                        .query((row, n) -> new First(instant(row, 1)))
                        .single()
                        .at())
                .map(it -> YearMonth.from(it.atOffset(ZoneOffset.UTC)));
    }

    /** A time that may be null. */
    private record First(Instant at) {}

    private int count(String sql, YearMonth month) {
        return jdbc.sql(sql)
                .param("from", at(Figures.start(month)))
                .param("to", at(Figures.start(month.plusMonths(1))))
                .query(Integer.class)
                .single();
    }
}
