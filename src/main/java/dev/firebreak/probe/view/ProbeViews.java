package dev.firebreak.probe.view;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.view.WatchdogsHeard.Watchdog;
import dev.firebreak.probe.Probe;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.heartbeat.ExpectedHeartbeats;
import dev.firebreak.probe.view.ProbeView.Hour;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads all that is declared with its last result. Two queries for any number of probes. */
@Repository
public class ProbeViews {

    private static final Duration SHOWN = Duration.ofHours(23);

    private final CurrentDeclarations declared;
    private final ExpectedHeartbeats heartbeats;
    private final JdbcClient jdbc;
    private final Clock clock;

    private record Row(
            Boolean passed,
            String finding,
            String details,
            Instant checkedAt,
            Long millis,
            Instant nextAt,
            Instant leasedUntil) {

        static final Row NONE = new Row(null, null, null, null, null, null, null);

        private static String blankToNull(String text) {
            return text == null || text.isBlank() ? null : text;
        }

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getObject("passed", Boolean.class),
                    row.getString("finding"),
                    blankToNull(row.getString("details")),
                    instant(row, "checked_at"),
                    row.getObject("millis", Long.class),
                    instant(row, "next_at"),
                    instant(row, "leased_until"));
        }
    }

    ProbeViews(CurrentDeclarations declared, ExpectedHeartbeats heartbeats, JdbcClient jdbc, Clock clock) {
        this.declared = declared;
        this.heartbeats = heartbeats;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In the order of the files. */
    public List<ProbeView> probes() {
        if (declared.get().probes().isEmpty()) {
            return List.of();
        }
        var rows = new HashMap<String, Row>();
        jdbc.sql("select * from probe").query(row -> {
            rows.put(row.getString("name"), Row.of(row));
        });
        var hours = hours();
        return declared.get().probes().values().stream()
                .map(probe -> view(
                        probe, rows.getOrDefault(probe.name(), Row.NONE), hours.getOrDefault(probe.name(), List.of())))
                .toList();
    }

    /** How many declared probes failed the last time. */
    public int failed() {
        var declarations = declared.get().probes();
        return declarations.isEmpty()
                ? 0
                : (int) jdbc.sql("select name from probe where passed = false").query(String.class).list().stream()
                        .filter(declarations::containsKey)
                        .count();
    }

    private Map<String, List<Hour>> hours() {
        var hours = new HashMap<String, List<Hour>>();
        var first = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(SHOWN);
        jdbc.sql("select * from probe_hour where hour_at >= ? order by hour_at")
                .param(at(first))
                .query(row -> {
                    hours.computeIfAbsent(row.getString("probe"), name -> new ArrayList<>())
                            .add(new Hour(
                                    instant(row, "hour_at"),
                                    row.getInt("runs"),
                                    row.getInt("failures"),
                                    row.getLong("millis"),
                                    row.getLong("slowest")));
                });
        return hours;
    }

    private ProbeView view(Probe probe, Row row, List<Hour> hours) {
        return new ProbeView(
                probe.name(),
                probe.kind(),
                probe.subject(),
                probe.alert().service(),
                probe.alert().severity(),
                probe.schedule().every(),
                row.passed(),
                row.finding(),
                row.details(),
                row.checkedAt(),
                row.millis(),
                row.nextAt(),
                row.leasedUntil() != null && clock.instant().isBefore(row.leasedUntil()),
                hours);
    }

    /** In the order of the files. */
    public List<HeartbeatView> heartbeats() {
        var now = clock.instant();
        return heartbeats.states().stream()
                .map(state -> new HeartbeatView(
                        state.declaration().name(),
                        state.declaration().alert().service(),
                        state.declaration().alert().severity(),
                        state.declaration().every(),
                        state.declaration().grace(),
                        state.declaration().watchdog(),
                        state.heardAt(),
                        state.dueAt(),
                        state.failedAt(),
                        state.isWell(now),
                        state.isUsable()))
                .toList();
    }

    /** The alert sources whose Watchdog comes and is not declared as a heartbeat. */
    public List<String> unwatched() {
        return heartbeats.unwatched().stream().map(Watchdog::source).toList();
    }
}
