package dev.firebreak.report.month;

import static dev.firebreak.database.Timestamps.at;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.report.figure.MonthFigures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Repository of the figures of all months. Storing a month again replaces its row (guarantees.md A125). */
@Repository
class MonthStore {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    MonthStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The months from one to another, both included, that are stored. */
    Map<YearMonth, MonthFigures> between(YearMonth from, YearMonth to) {
        var found = new HashMap<YearMonth, MonthFigures>();
        jdbc.sql("select month_start, figures from report_month where month_start >= ? and month_start <= ?")
                .params(from.atDay(1), to.atDay(1))
                .query(row -> {
                    found.put(YearMonth.from(row.getObject(1, LocalDate.class)), figures(row.getString(2)));
                });
        return found;
    }

    /** The figures of a month; empty if they were computed before then, or never. */
    Optional<MonthFigures> since(YearMonth month, Instant then) {
        return jdbc.sql("select figures from report_month where month_start = ? and computed_at >= ?")
                .params(month.atDay(1), at(then))
                .query((row, n) -> figures(row.getString(1)))
                .optional();
    }

    @Transactional
    public void put(MonthFigures figures, Instant now) {
        var month = figures.month().atDay(1);
        jdbc.sql("""
                        insert into report_month (month_start, incidents, p1, p2, postmortems_completed, actions_completed,
                          repeats, figures, computed_at)
                        values (?, 0, 0, 0, 0, 0, 0, '', ?) on conflict do nothing""").params(month, at(now)).update();
        jdbc.sql("""
                        update report_month set incidents = ?, mttr_seconds = ?, p1 = ?, p2 = ?, postmortems_completed = ?,
                          actions_completed = ?, repeats = ?, figures = ?, computed_at = ?
                        where month_start = ?""")
                .params(
                        figures.incidents(),
                        figures.resolve().meanSeconds(),
                        figures.bySeverity().get("P1"),
                        figures.bySeverity().get("P2"),
                        figures.postMortemsCompleted(),
                        figures.actionsCompleted(),
                        figures.repeated(),
                        text(figures),
                        at(now),
                        month)
                .update();
    }

    /** Forgets the months from one on, whose incidents have changed. */
    void forget(YearMonth from) {
        jdbc.sql("delete from report_month where month_start >= ?")
                .param(from.atDay(1))
                .update();
    }

    private String text(MonthFigures figures) {
        try {
            return json.writeValueAsString(figures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MonthFigures figures(String text) {
        try {
            return json.readValue(text, MonthFigures.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stored figures of a month can't be read: " + text, e);
        }
    }
}
