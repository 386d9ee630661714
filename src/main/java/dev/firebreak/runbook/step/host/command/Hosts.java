package dev.firebreak.runbook.step.host.command;

import dev.firebreak.catalog.Target;

/** Opens connections to hosts of the catalogue. */
public interface Hosts {

    /**
     * Opens a connection.
     *
     * @throws HostUnreachable with what a person has to do, if the host can't be reached, is not the host that the
     *     catalogue means, or refuses the login
     */
    Host open(Target target);
}
