package dev.firebreak.runbook.step.host.command;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

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

    /**
     * As {@link #run(Duration, List)}.
     *
     * @param lines gets each line of the output as it comes
     */
    default CommandResult run(Duration limit, List<String> command, Consumer<String> lines)
            throws InterruptedException {
        return told(run(limit, command), lines);
    }

    /**
     * As {@link #runAsRoot(Duration, List)}. If the calling thread is interrupted, the connection ends; a program that
     * writes more then ends, too, and any other at the limit.
     *
     * @param lines gets each line of the output as it comes
     */
    default CommandResult runAsRoot(Duration limit, List<String> command, Consumer<String> lines)
            throws InterruptedException {
        return told(runAsRoot(limit, command), lines);
    }

    private static CommandResult told(CommandResult result, Consumer<String> lines) {
        result.output().lines().forEach(lines);
        return result;
    }

    @Override
    void close();
}
