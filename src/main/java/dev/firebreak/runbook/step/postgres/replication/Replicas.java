package dev.firebreak.runbook.step.postgres.replication;

import dev.firebreak.catalog.Target;

/** Opens sessions on target servers, to look at their replication. */
public interface Replicas {

    /**
     * Opens a session.
     *
     * @throws RuntimeException with what a person has to do, if the server can't be reached or refuses the login
     */
    Replica open(Target target);
}
