package dev.firebreak.probe.run;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of probes: the schedule that all nodes share, and each last result. */
@Repository
class ProbeRows {

    private final JdbcClient jdbc;

    /**
     * A probe that this node may run, and no other until the lease ends.
     *
     * @param recent the outcomes before it, the newest first
     */
    record Lease(String probe, UUID id, String recent) {}

    /** When a probe had its last result, or was declared if it has none. */
    record LastHeard(String probe, Instant at) {}

    ProbeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a probe that is new. */
    void add(String probe, Instant firstRun, Instant now) {
        jdbc.sql("insert into probe (name, next_at, recent, declared_at) values (?, ?, '', ?) on conflict do nothing")
                .params(probe, at(firstRun), at(now))
                .update();
    }

    /** Which of these probes are due and run by no node, the longest due first. */
    List<String> due(Collection<String> probes, Instant now) {
        return jdbc.sql("""
                        select name from probe where name in (:names) and next_at <= :now
                        and (leased_until is null or leased_until <= :now) order by next_at""")
                .param("names", probes)
                .param("now", at(now))
                .query(String.class)
                .list();
    }

    /** The lease, unless another node was faster. */
    Optional<Lease> lease(String probe, Instant now, Instant until, Instant next) {
        var id = UUID.randomUUID();
        var leased = jdbc.sql("""
                        update probe set lease = ?, leased_until = ?, next_at = ?
                        where name = ? and next_at <= ? and (leased_until is null or leased_until <= ?)""")
                .params(id, at(until), at(next), probe, at(now), at(now))
                .update();
        return leased == 0
                ? Optional.empty()
                : Optional.of(new Lease(
                        probe,
                        id,
                        jdbc.sql("select recent from probe where name = ?")
                                .param(probe)
                                .query(String.class)
                                .single()));
    }

    /** Writes the result and ends the lease. False if the lease is over and the result comes too late. */
    boolean settle(Lease lease, String recent, ProbeResult result) {
        return jdbc.sql("""
                        update probe set lease = null, leased_until = null, recent = ?, checked_at = ?, passed = ?,
                        millis = ?, finding = ?, details = ? where name = ? and lease = ?""")
                        .params(
                                recent,
                                at(result.at()),
                                result.passed(),
                                result.took().toMillis(),
                                result.finding(),
                                result.details(),
                                lease.probe(),
                                lease.id())
                        .update()
                == 1;
    }

    /** Makes the probe due now. False if there is none, or one runs already. */
    boolean runNow(String probe, Instant now) {
        return jdbc.sql("update probe set next_at = ? where name = ? and (leased_until is null or leased_until <= ?)")
                        .params(at(now), probe, at(now))
                        .update()
                == 1;
    }

    List<LastHeard> lastHeard() {
        return jdbc.sql("select name, coalesce(checked_at, declared_at) as heard_at from probe")
                .query((row, n) -> new LastHeard(row.getString("name"), instant(row, "heard_at")))
                .list();
    }

    /** Adds a result to its hour. */
    void count(String probe, Instant hour, boolean passed, Duration took) {
        jdbc.sql("insert into probe_hour (probe, hour_at, runs, failures, millis, slowest) values (?, ?, 0, 0, 0, 0)"
                        + " on conflict do nothing")
                .params(probe, at(hour))
                .update();
        jdbc.sql("""
                        update probe_hour set runs = runs + 1, failures = failures + ?, millis = millis + ?,
                        slowest = greatest(slowest, ?) where probe = ? and hour_at = ?""")
                .params(passed ? 0 : 1, took.toMillis(), took.toMillis(), probe, at(hour))
                .update();
    }

    /** Deletes hours before this, and probes that had no result since. */
    void forget(Instant before) {
        jdbc.sql("delete from probe_hour where hour_at < ?").param(at(before)).update();
        jdbc.sql("delete from probe where coalesce(checked_at, declared_at) < ?")
                .param(at(before))
                .update();
    }
}
