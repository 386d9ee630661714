package dev.firebreak.oncall.reminder;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.oncall.schedule.Shift;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of reminders. */
@Repository
public class ShiftReminders {

    private static final int TROUBLES = 1_000;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String ROW = " where rota = ? and person = ? and starts_at = ?";

    /**
     * A reminder that was sent.
     *
     * @param troubles what was in the way then; empty if nothing
     * @param readyAt when the person said that they are ready; null if they did not
     */
    public record Reminder(String rota, String person, Instant startsAt, String troubles, Instant readyAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ShiftReminders(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Takes a lease on the reminder; false if it was sent, or another node sends it. */
    boolean claim(Shift shift, Instant until) {
        jdbc.sql("insert into shift_reminder (rota, person, starts_at) values (?, ?, ?) on conflict do nothing")
                .params(shift.rota(), shift.person().id(), at(shift.from()))
                .update();
        return jdbc.sql("update shift_reminder set leased_until = ?" + ROW
                                + " and sent_at is null and (leased_until is null or leased_until <= ?)")
                        .param(at(until))
                        .params(shift.rota(), shift.person().id(), at(shift.from()))
                        .param(at(clock.instant()))
                        .update()
                == 1;
    }

    void sent(Shift shift, String channel, List<String> troubles) {
        jdbc.sql("update shift_reminder set sent_at = ?, channel = ?, troubles = ?" + ROW)
                .params(at(clock.instant()), channel, Text.shown(String.join(" ", troubles), TROUBLES))
                .params(shift.rota(), shift.person().id(), at(shift.from()))
                .update();
    }

    /** The person says that they are ready for all shifts that they were reminded of; returns for how many. */
    public int confirm(String person) {
        return jdbc.sql("update shift_reminder set ready_at = ? where person = ? and sent_at is not null"
                        + " and ready_at is null and starts_at > ?")
                .params(at(clock.instant()), person, at(clock.instant().minus(Duration.ofDays(1))))
                .update();
    }

    /** Reminders of shifts that have not begun, the next first. */
    public List<Reminder> ahead() {
        return jdbc.sql(
                        "select * from shift_reminder where sent_at is not null and starts_at > ? order by starts_at, rota")
                .param(at(clock.instant()))
                .query((row, n) -> new Reminder(
                        row.getString("rota"),
                        row.getString("person"),
                        instant(row, "starts_at"),
                        row.getString("troubles"),
                        instant(row, "ready_at")))
                .list();
    }

    void forgetOld() {
        jdbc.sql("delete from shift_reminder where starts_at < ?")
                .param(at(clock.instant().minus(KEPT)))
                .update();
    }
}
