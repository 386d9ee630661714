package dev.firebreak.runbook.step.mariadb;

import dev.firebreak.catalog.Target;

/** Port to where a server runs, for the time when the server itself says nothing. */
public interface ServerPlace {

    Look look(Target target) throws InterruptedException;

    /**
     * A look at a server from outside.
     *
     * @param state of its container, such as {@code running, unhealthy}; {@code unknown} if there is none to look at
     * @param known whether there is a container
     * @param diskUsedPercent of the file system with the data; -1 if that can't be seen
     * @param log the end of what the server logs
     */
    record Look(String state, boolean known, int diskUsedPercent, String log) {}
}
