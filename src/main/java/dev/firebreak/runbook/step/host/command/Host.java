package dev.firebreak.runbook.step.host.command;

import java.time.Duration;
import java.util.List;

/** One connection to a host. The caller must close it. There is no shell: a command is a list of arguments. */
public interface Host extends AutoCloseable {

    /**
     * Runs a program as the user of the catalogue.
     *
     * @param limit after it, the program is ended on the host, and the result says so
     * @param command the program and its arguments; none of them is interpreted
     * @throws HostUnreachable if the connection breaks; the program may have run then
     */
    CommandResult run(Duration limit, List<String> command) throws InterruptedException;

    /**
     * As {@link #run}, as root: by {@code sudo -n -T} with the limit if the user of the catalogue is another one. That
     * needs {@code user_command_timeouts} in sudoers; without it, sudo refuses.
     */
    CommandResult runAsRoot(Duration limit, List<String> command) throws InterruptedException;

    @Override
    void close();
}
