package dev.firebreak.runbook.step.postgres.server;

import dev.firebreak.catalog.Target;

/** Opens sessions on target servers. */
public interface Databases {

    /**
     * Opens a session.
     *
     * @throws ServerUnreachable with what a person has to do
     */
    Database open(Target target);
}
