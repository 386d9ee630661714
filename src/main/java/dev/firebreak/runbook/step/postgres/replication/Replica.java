package dev.firebreak.runbook.step.postgres.replication;

import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.time.Instant;

/**
 * Port to the replication of a PostgreSQL server, through one session of Firebreak. The caller must close it. There is
 * no way to promote a replica or to drop a slot.
 */
public interface Replica extends AutoCloseable {

    ReplicationState state();

    /** Lets a replica apply what it has received. The server refuses this where nothing is in recovery. */
    void resumeReplay();

    /** Stops a replica from applying; it goes on to receive. */
    void pauseReplay();

    /**
     * Terminates a session of a replica if it is still in the same transaction and not one of those to be spared; the
     * server checks this in the same statement.
     *
     * @param transaction when the transaction began, according to the plan
     */
    TerminationResult end(SessionId session, Instant transaction);

    @Override
    void close();
}
