package dev.firebreak.runbook.step.gitea;

import java.time.Duration;

/**
 * A git process of Gitea, without its arguments, which may hold addresses with passwords.
 *
 * @param pid inside the container
 * @param started clock ticks since the machine started; with the pid, it names one process for good
 * @param command git's own, such as {@code upload-pack}
 */
public record GitProcess(long pid, long parent, long started, Duration age, String command) {

    /** The exact id that a person approves: a later process with this pid has another one. */
    public String id() {
        return "git " + command + ", process " + pid + " started at tick " + started;
    }
}
