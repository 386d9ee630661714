package dev.firebreak.incident;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static java.util.stream.Collectors.joining;

import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.ListPage;
import dev.firebreak.web.PageRequest;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of all incidents, open and ended. Each change joins the caller's transaction. */
@Repository
public class Incidents {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The open statuses as SQL literals. */
    private static final String OPEN = IncidentStatus.openNames().stream().collect(joining("', '", "'", "'"));

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final IncidentMembers members;

    Incidents(JdbcTemplate batches, JdbcClient jdbc, Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.clock = clock;
        this.members = new IncidentMembers(jdbc, clock);
    }

    /** Opens an incident with a new id. */
    public IncidentId open(NewIncident incident) {
        var id = newIds(1, incident.drill()).get(0);
        open(Map.of(id, incident));
        return id;
    }

    /** Opens several incidents with ids from {@link #names}. */
    public void open(Map<IncidentId, NewIncident> incidents) {
        var now = at(clock.instant());
        batches.batchUpdate("""
                insert into incident (id, title, service, symptom, target, source, status, opened_at)
                values (?, ?, ?, ?, ?, ?, 'INVESTIGATING', ?)""", incidents.entrySet(), incidents.size(), (row, entry) -> {
            row.setString(1, entry.getKey().value());
            row.setString(2, entry.getValue().title());
            row.setString(3, entry.getValue().service());
            row.setString(4, entry.getValue().symptom());
            row.setString(5, entry.getValue().target());
            row.setString(6, entry.getValue().source());
            row.setObject(7, now);
        });
    }

    /** Reserves new ids. A database sequence makes them unique across nodes; ids that are never used leave a gap. */
    public List<IncidentId> names(int count) {
        return newIds(count, false);
    }

    /** Reserves the id of a drill's incident. */
    public IncidentId drillName() {
        return newIds(1, true).get(0);
    }

    private List<IncidentId> newIds(int count, boolean drills) {
        var prefix = (drills ? IncidentId.DRILL : "INC-") + STAMP.format(clock.instant());
        return jdbc.sql("select nextval('incident_number') from unnest(cast(? as integer array))")
                .param(new Integer[count])
                .query((row, n) -> new IncidentId("%s-%03d".formatted(prefix, row.getLong(1) % 1_000_000_000L)))
                .list();
    }

    /** Throws {@link IncidentUnknown} if there is none. */
    public Incident get(IncidentId id) {
        return find(id).orElseThrow(() -> new IncidentUnknown(id));
    }

    /** Throws {@link IncidentUnknown} alike if there is no such incident and if it is hidden from this person. */
    public void requireVisible(IncidentId id, String viewer) {
        if (!members.maySee(id, viewer)) {
            throw new IncidentUnknown(id);
        }
    }

    public Optional<Incident> find(IncidentId id) {
        return jdbc.sql("select * from incident where id = ?")
                .param(id.value())
                .query(Incidents::incident)
                .optional();
    }

    /** How many incidents began in the minute before this one, counted up to that number. The answer never changes. */
    public int inTheMinuteBefore(IncidentId incident, int atMost) {
        return jdbc.sql("""
                        select count(*) from (select 1 from incident
                        where opened_at >= (select opened_at - interval '1' minute from incident where id = :id)
                        and (opened_at, id) < (select opened_at, id from incident where id = :id) limit :most) earlier""")
                .param("id", incident.value())
                .param("most", atMost)
                .query(Integer.class)
                .single();
    }

    /**
     * Locks the incident's row until the transaction ends, so that "alerts cleared" and "waits for clear" can't race.
     */
    public Incident lock(IncidentId id) {
        return jdbc.sql("select * from incident where id = ? for update")
                .param(id.value())
                .query(Incidents::incident)
                .optional()
                .orElseThrow(() -> new IncidentUnknown(id));
    }

    /** As {@link #lock(IncidentId)}, in the order of their ids, which avoids deadlocks. Unknown ids are left out. */
    public List<Incident> lock(Collection<IncidentId> ids) {
        return select(ids, "select * from incident where id in (:ids) order by id for update");
    }

    /** The incidents that were merged directly into these. */
    public List<Incident> mergedInto(Collection<IncidentId> ids) {
        return select(ids, "select * from incident where merged_into in (:ids)");
    }

    private List<Incident> select(Collection<IncidentId> ids, String query) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(query)
                        .param("ids", ids.stream().map(IncidentId::value).toList())
                        .query(Incidents::incident)
                        .list();
    }

    /** Those that the viewer may see, newest first. */
    public List<Incident> list(boolean openOnly, int limit, int offset, String viewer) {
        // The names of the open statuses are constants in the statement, so that its plan can use their index.
        return jdbc.sql("select * from incident where " + (openOnly ? "status in (" + OPEN + ") and " : "")
                        + IncidentMembers.VISIBLE
                        + " order by opened_at desc, id desc limit :limit offset :offset")
                .param("viewer", viewer)
                .param("limit", limit)
                .param("offset", offset)
                .query(Incidents::incident)
                .list();
    }

    /** The open incidents that the person commands, the oldest first. */
    public List<Incident> commandedBy(String person) {
        return jdbc.sql("select * from incident where status in (" + OPEN
                        + ") and commander = ? order by opened_at, id")
                .param(person)
                .query(Incidents::incident)
                .list();
    }

    /** The newest open or ended incidents, newest first; before a person sees them, members-only ones are left out. */
    public List<Incident> newest(boolean open, int limit) {
        return jdbc.sql("select * from incident where status " + (open ? "" : "not ") + "in (" + OPEN + ")"
                        + " order by opened_at desc, id desc limit :limit")
                .param("limit", limit)
                .query(Incidents::incident)
                .list();
    }

    /**
     * One page of the ended incidents that pass and that the viewer may see, newest first.
     *
     * @param before the last incident of the page before; null for the first page
     */
    public List<Incident> ended(EndedFilter filter, IncidentId before, int limit, String viewer) {
        var last = before == null ? Optional.<Incident>empty() : find(before);
        return jdbc.sql("select * from incident where status not in (" + OPEN + ")"
                        + (last.isEmpty() ? "" : " and opened_at <= :at and (opened_at < :at or id < :before)")
                        + filter.condition() + " and " + IncidentMembers.VISIBLE
                        + " order by opened_at desc, id desc limit :limit")
                .params(last.<Map<String, Object>>map(it -> Map.of(
                                "at", at(it.openedAt()), "before", it.id().value()))
                        .orElse(Map.of()))
                .params(filter.parameters())
                .param("viewer", viewer)
                .param("limit", limit)
                .query(Incidents::incident)
                .list();
    }

    /** Whether an incident of one of these severities is open that is no drill and no sample. */
    public boolean isRealOpen(Collection<Severity> severities) {
        return jdbc.sql("select count(*) from incident where status in (" + OPEN + ") and severity in (:severities)"
                                + " and id not like :drills and source not like :samples")
                        .param(
                                "severities",
                                severities.stream().map(Severity::name).toList())
                        .param("drills", IncidentId.DRILL + "%")
                        .param("samples", Incident.SAMPLE + "%")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether a service has an open incident. */
    public boolean isOpenFor(String service) {
        return jdbc.sql("select count(*) from incident where status in (" + OPEN + ") and service = ?")
                        .param(service)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** How many incidents of a severity were opened on a day (UTC); the severity is null before the assessment. */
    public record OpenedOnDay(LocalDate day, Severity severity, long count) {}

    /** The incidents opened since then, by day and severity; without drills and members-only ones. */
    public List<OpenedOnDay> openedByDay(Instant since) {
        return jdbc.sql("""
                        select cast(opened_at at time zone 'UTC' as date) as on_day, severity, count(*) as n
                        from incident
                        where opened_at >= :since and id not like :drills
                          and not exists (select 1 from members_only restricted where restricted.incident_id = incident.id)
                        group by cast(opened_at at time zone 'UTC' as date), severity""")
                .param("since", at(since))
                .param("drills", IncidentId.DRILL + "%")
                .query((row, n) -> new OpenedOnDay(
                        row.getObject("on_day", LocalDate.class),
                        severity(row.getString("severity")),
                        row.getLong("n")))
                .list();
    }

    /**
     * How fast people responded.
     *
     * @param acknowledge the median time from the opening to the first acknowledgement (MTTA); null without any
     * @param resolve the median time from the opening to the resolution (MTTR); null without any
     */
    public record ResponseTimes(Duration acknowledge, Duration resolve) {}

    /**
     * The medians of the incidents opened since then; without drills, merged, cancelled, sample and members-only ones. What
     * was not acknowledged, or is not resolved yet, does not count there.
     */
    public ResponseTimes responseTimes(Instant since) {
        return jdbc.sql("""
                        select percentile_cont(0.5) within group (order by extract(epoch from (acked - opened_at))) as mtta,
                               percentile_cont(0.5) within group (order by extract(epoch from (resolved_at - opened_at))) as mttr
                        from (
                            select opened_at, resolved_at,
                                   (select min(at) from timeline_entry t
                                    where t.incident_id = incident.id and t.milestone = :acknowledged) as acked
                            from incident
                            where opened_at >= :since and status not in (:left) and source not like :samples
                              and id not like :drills
                              and not exists (select 1 from members_only restricted
                                              where restricted.incident_id = incident.id)) responded""")
                .param("since", at(since))
                .param("acknowledged", Milestone.ACKNOWLEDGED.name())
                .param("left", List.of(IncidentStatus.MERGED.name(), IncidentStatus.CANCELLED.name()))
                .param("samples", Incident.SAMPLE + "%")
                .param("drills", IncidentId.DRILL + "%")
                .query((row, n) ->
                        new ResponseTimes(seconds(row.getBigDecimal("mtta")), seconds(row.getBigDecimal("mttr"))))
                .single();
    }

    private static Duration seconds(BigDecimal length) {
        return length == null ? null : Duration.ofSeconds(length.longValue());
    }

    /** One page of the incidents that match and that the viewer may see, newest first. */
    public ListPage<Incident> search(IncidentSearch search, PageRequest page, String viewer) {
        var cursor = page.cursor() == null ? null : get(cursor(page));
        var beyond = page.isBackward() ? ">" : "<";
        var order = page.isBackward() ? "asc" : "desc";
        var statuses = search.statuses().isEmpty()
                ? List.of("")
                : search.statuses().stream().map(Enum::name).toList();
        var found = jdbc.sql("""
                        select * from incident
                        where (:anyStatus or status in (:statuses))
                          and (cast(:severity as varchar(2)) is null or severity = :severity)
                          and (cast(:service as varchar(120)) is null or service = :service)
                          and %s and %s
                        order by opened_at %s, id %s limit :limit offset :offset""".formatted(
                        cursor == null
                                ? "true"
                                : "(opened_at %s :at or (opened_at = :at and id %s :cursor))".formatted(beyond, beyond),
                        IncidentMembers.VISIBLE,
                        order,
                        order))
                .params(
                        cursor == null
                                ? Map.of()
                                : Map.of(
                                        "at",
                                        at(cursor.openedAt()),
                                        "cursor",
                                        cursor.id().value()))
                .param("viewer", viewer)
                .param("anyStatus", search.statuses().isEmpty())
                .param("statuses", statuses)
                .param(
                        "severity",
                        search.severity() == null ? null : search.severity().name())
                .param("service", search.service())
                .param("limit", IncidentSearch.PAGE + 1)
                .param("offset", page.offset(IncidentSearch.PAGE))
                .query(Incidents::incident)
                .list();
        return ListPage.of(
                page, found, IncidentSearch.PAGE, incident -> incident.id().value());
    }

    private static IncidentId cursor(PageRequest page) {
        try {
            return new IncidentId(page.cursor());
        } catch (IllegalArgumentException e) {
            throw new FieldInvalid(page.isBackward() ? "before" : "after", e.getMessage());
        }
    }

    /** Sets the severity and the deadline for a response. The first severity is kept as the proposed one. */
    public void classify(IncidentId id, Severity severity, Instant respondBy) {
        jdbc.sql(
                        "update incident set severity = ?, proposed_severity = coalesce(proposed_severity, ?), respond_by = ? where id = ?")
                .param(severity.name())
                .param(severity.name())
                .param(at(respondBy))
                .param(id.value())
                .update();
    }

    /** Sets who changed the severity last; null if worse alerts did. */
    public void severityDecidedBy(IncidentId id, String by) {
        set(id, "severity_by", by);
    }

    /** The person who changed the severity last; empty while it is the one that the alerts propose. */
    public Optional<String> severityBy(IncidentId id) {
        return jdbc.sql("select severity_by from incident where id = ? and severity_by is not null")
                .param(id.value())
                .query(String.class)
                .optional();
    }

    /**
     * Returns whether this was the first acknowledgement. A later one doesn't replace the name of the first. Each makes
     * a member.
     */
    public boolean acknowledge(IncidentId id, String by) {
        members.add(id, by, IncidentMembers.Part.RESPONDER);
        return jdbc.sql("update incident set acknowledged_by = ? where id = ? and acknowledged_by is null")
                        .param(by)
                        .param(id.value())
                        .update()
                == 1;
    }

    /** Sets the incident commander, who becomes a member. */
    public void command(IncidentId id, String commander) {
        members.add(id, commander, IncidentMembers.Part.COMMANDER);
        set(id, "commander", commander);
    }

    /** Sets the status. */
    public void move(IncidentId id, IncidentStatus status) {
        set(id, "status", status.name());
    }

    public void declareLifeSafety(IncidentId id) {
        jdbc.sql("update incident set life_safety = true where id = ?")
                .param(id.value())
                .update();
    }

    public void clearAlerts(IncidentId id, boolean cleared) {
        jdbc.sql("update incident set alerts_cleared = ? where id = ?")
                .param(cleared)
                .param(id.value())
                .update();
    }

    public void resolve(IncidentId id, String resolution, String rootCause) {
        jdbc.sql(
                        "update incident set status = 'RESOLVED', resolved_at = ?, resolution = ?, root_cause = ? where id = ?")
                .param(at(clock.instant()))
                .param(resolution)
                .param(rootCause)
                .param(id.value())
                .update();
    }

    /** Ends the incident as closed, cancelled or merged. */
    public void end(IncidentId id, IncidentStatus how, IncidentId mergedInto) {
        jdbc.sql("update incident set status = ?, closed_at = ?, merged_into = ? where id = ?")
                .param(how.name())
                .param(at(clock.instant()))
                .param(mergedInto == null ? null : mergedInto.value())
                .param(id.value())
                .update();
    }

    private void set(IncidentId id, String column, String value) {
        jdbc.sql("update incident set " + column + " = ? where id = ?")
                .param(value)
                .param(id.value())
                .update();
    }

    private static Incident incident(ResultSet row, int n) throws SQLException {
        return new Incident(
                new IncidentId(row.getString("id")),
                row.getString("title"),
                row.getString("service"),
                row.getString("symptom"),
                row.getString("target"),
                row.getString("source"),
                severity(row.getString("severity")),
                severity(row.getString("proposed_severity")),
                IncidentStatus.valueOf(row.getString("status")),
                row.getString("commander"),
                row.getString("acknowledged_by"),
                row.getBoolean("life_safety"),
                row.getBoolean("alerts_cleared"),
                instant(row, "opened_at"),
                instant(row, "respond_by"),
                instant(row, "resolved_at"),
                instant(row, "closed_at"),
                row.getString("resolution"),
                row.getString("root_cause"),
                row.getString("merged_into") == null ? null : new IncidentId(row.getString("merged_into")));
    }

    private static Severity severity(String name) {
        return name == null ? null : Severity.valueOf(name);
    }
}
