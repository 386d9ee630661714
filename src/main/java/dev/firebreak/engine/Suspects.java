package dev.firebreak.engine;

import static dev.firebreak.database.Timestamps.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Work that a node began and did not end, and how many nodes ended while they ran it (guarantees.md A19): jobs and
 * external tasks of the engine, process starts, payloads of alerts. After {@link #MAX_DEATHS} it is parked until a
 * person tries it again. Each kind of work decides for itself when a node has left it; each change joins the caller's
 * transaction.
 */
@Repository
public class Suspects {

    /** As many nodes as work may end before it is parked. */
    public static final int MAX_DEATHS = 3;

    private static final Duration KEPT = Duration.ofDays(30);
    private static final String ADD = "insert into job_suspect (job, deaths, owner, started, seen_at)"
            + " values (?, ?, ?, ?, ?) on conflict do nothing";

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Clock clock;

    /** This node; it has another name after each start. */
    private final String node = UUID.randomUUID().toString();

    public Suspects(JdbcTemplate batches, JdbcClient jdbc, Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Deletes what was not seen for a month. */
    public void deleteOld() {
        jdbc.sql("delete from job_suspect where seen_at < ?")
                .param(at(clock.instant().minus(KEPT)))
                .update();
    }

    /**
     * A node took work that a dead one had locked. The first time this counts as a death, because it is not known
     * whether the work ran; later only if it had started.
     */
    public void left(String work, String deadOwner, String newOwner) {
        if (!add(work, 1, newOwner, false)) {
            jdbc.sql("update job_suspect set deaths = deaths + case when started and owner = ? then 1 else 0 end,"
                            + " owner = ?, started = false, seen_at = ? where job = ?")
                    .params(deadOwner, newOwner, at(clock.instant()), work)
                    .update();
        }
    }

    /** Notes, if it is not yet, work that a node has left; whether it ran is not known, so that counts as a death. */
    public void leave(String work) {
        add(work, 1, "", false);
    }

    /** An attempt of this worker was left: a death, counted once for each worker. Answers how many there are. */
    public int died(String work, String worker) {
        add(work, 0, "", true);
        jdbc.sql("update job_suspect set deaths = deaths + 1, owner = ?, seen_at = ? where job = ? and owner <> ?")
                .params(worker, at(clock.instant()), work, worker)
                .update();
        return deaths(work);
    }

    /**
     * This node begins the work now. If another node had begun it, that one has died: the caller holds a lock that the
     * other one lost. Commit this before the work runs. Answers the deaths so far.
     */
    public Map<String, Integer> begin(Collection<String> work) {
        var seen = at(clock.instant());
        var added = batches.batchUpdate(
                ADD,
                work.stream()
                        .map(one -> new Object[] {one, 0, node, true, seen})
                        .toList());
        var deaths = new HashMap<String, Integer>();
        var position = 0;
        for (var one : work) {
            deaths.put(one, added[position++] == 0 ? beginAgain(one) : 0);
        }
        return deaths;
    }

    private int beginAgain(String work) {
        jdbc.sql("update job_suspect set deaths = deaths + case when started and owner <> ? then 1 else 0 end,"
                        + " owner = ?, started = true, seen_at = ? where job = ?")
                .params(node, node, at(clock.instant()), work)
                .update();
        return deaths(work);
    }

    /**
     * As {@link #begin}, for work that has no lock and that a node left before, so that the first time counts as a
     * death. Another node may run it now if it began after {@code lease}: then this node does not begin.
     */
    public Turn beginLeft(String work, Instant lease) {
        if (add(work, 1, node, true)) {
            return new Turn(true, true, 1);
        }
        var isBusy =
                jdbc.sql("select count(*) from job_suspect where job = ? and started and owner <> ? and seen_at > ?")
                                .params(work, node, at(lease))
                                .query(Integer.class)
                                .single()
                        > 0;
        return isBusy ? new Turn(false, false, 0) : new Turn(true, false, beginAgain(work));
    }

    /**
     * Whether this node may run the work.
     *
     * @param isMine false if another node runs it at this moment
     * @param isNew whether it was no suspect before
     * @param deaths as many nodes have ended while they ran it
     */
    public record Turn(boolean isMine, boolean isNew, int deaths) {

        public boolean isParked() {
            return isMine && deaths >= MAX_DEATHS;
        }
    }

    public int deaths(String work) {
        return jdbc.sql("select deaths from job_suspect where job = ?")
                .param(work)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    public void started(String work) {
        jdbc.sql("update job_suspect set started = true where job = ?")
                .param(work)
                .update();
    }

    /** The work ended, well or badly, and the node lives: it is no suspect any more. */
    public void ended(Collection<String> work) {
        if (!work.isEmpty()) {
            jdbc.sql("delete from job_suspect where job in (:work)")
                    .param("work", work)
                    .update();
        }
    }

    public void ended(String work) {
        ended(List.of(work));
    }

    /** The work is parked: it runs on no node. */
    public void parked(String work) {
        jdbc.sql("update job_suspect set started = false where job = ?")
                .param(work)
                .update();
    }

    /** A person tries parked work again: one more death parks it again. */
    public void retried(Collection<String> work) {
        if (!work.isEmpty()) {
            jdbc.sql("update job_suspect set deaths = :deaths, started = false where job in (:work)")
                    .param("deaths", MAX_DEATHS - 1)
                    .param("work", work)
                    .update();
        }
    }

    /** All suspects of one kind. */
    public Set<String> withPrefix(String prefix) {
        return new HashSet<>(jdbc.sql("select job from job_suspect where job like ?")
                .param(prefix + "%")
                .query(String.class)
                .list());
    }

    private boolean add(String work, int deaths, String owner, boolean started) {
        return jdbc.sql(ADD)
                        .params(work, deaths, owner, started, at(clock.instant()))
                        .update()
                == 1;
    }
}
