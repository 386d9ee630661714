package dev.firebreak.runbook.step.mariadb;

import dev.firebreak.catalog.Target;

/** Opens sessions on target servers. */
public interface MariaDbServers {

    /**
     * Opens a session.
     *
     * @throws MariaDbUnreachable with what a person has to do
     */
    MariaDbServer open(Target target);
}
