package dev.firebreak.engine.jobs;

import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.engine.Suspects;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds jobs that end the nodes which run them, such as one that exhausts the memory, and parks them after three nodes
 * (guarantees.md A19). The engine alone would run such a job for ever.
 *
 * <p>A node that dies leaves its jobs locked, and the next one that acquires them sees the lock of a dead owner. So
 * nothing is written for an ordinary job. A job that was left is a suspect: its starts are noted and committed before
 * it runs, so that only a node that died while it ran counts as another death. A job that ends is no suspect any more.
 */
class JobSuspects {

    private static final Logger LOG = LoggerFactory.getLogger(JobSuspects.class);

    private final JdbcClient jdbc;
    private final Suspects suspects;
    private final ApplicationEventPublisher events;

    /** Suspects that this node has acquired; other jobs cost one look into this set. */
    private final Set<String> acquired = ConcurrentHashMap.newKeySet();

    JobSuspects(JdbcClient jdbc, Suspects suspects, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.suspects = suspects;
        this.events = events;
    }

    /**
     * Looks, in the transaction of the acquisition and before its locks are written, which jobs another owner left
     * locked. The engine's API does not tell the owner.
     */
    void acquiring(List<String> jobs, String newOwner) {
        if (jobs.isEmpty()) {
            return;
        }
        jdbc.sql("select ID_, LOCK_OWNER_ from ACT_RU_JOB where ID_ in (:jobs) and LOCK_OWNER_ <> :owner")
                .param("jobs", jobs)
                .param("owner", newOwner)
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .list()
                .forEach(job -> left(job[0], job[1], newOwner));
    }

    /** @param deadOwner who had locked the job; a node has another name after each start */
    private void left(String job, String deadOwner, String newOwner) {
        suspects.deleteOld();
        suspects.left(job, deadOwner, newOwner);
        acquired.add(job);
    }

    /** How many nodes this job has ended, if that is too many to run it again; notes the start if it may run. */
    Optional<Integer> tooManyDeaths(String job) {
        if (!acquired.contains(job)) {
            return Optional.empty();
        }
        var deaths = suspects.deaths(job);
        if (deaths >= Suspects.MAX_DEATHS) {
            return Optional.of(deaths);
        }
        suspects.started(job);
        return Optional.empty();
    }

    /** The job ended on this node, well or badly, and the node lives: it is no suspect any more. */
    void ended(String job) {
        if (acquired.remove(job)) {
            suspects.ended(job);
        }
    }

    /** Reports a job that was parked. Its row stays: one more death after a person's retry parks it again. */
    void parked(ParkJobCommand.ParkedJob job, int deaths) {
        acquired.remove(job.id());
        var what = "%s in %s".formatted(job.activity(), job.process());
        LOG.error("Job {} ({}) is parked: {} nodes ended while it ran", job.id(), what, deaths);
        events.publishEvent(new NodeTrouble(
                "job-parked",
                job.process(),
                "A job that ends the nodes of Firebreak is parked",
                "%d nodes ended while they ran job %s (%s). It does not run again until a person retries it in Cockpit: correct the model or the decision first."
                        .formatted(deaths, job.id(), what)));
    }
}
