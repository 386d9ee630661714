package dev.firebreak.runbook.step.postgres.integrity;

import dev.firebreak.catalog.Target;

/** Opens sessions on target servers, to look at the integrity of their data. */
public interface IntegrityServers {

    /**
     * Opens a session.
     *
     * @throws RuntimeException with what a person has to do, if the server can't be reached or refuses the login
     */
    IntegrityServer open(Target target);
}
