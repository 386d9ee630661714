package dev.firebreak.runbook.step.docker.usage;

/**
 * A process of a container, without its arguments, which may hold secrets.
 *
 * @param pid on the machine of the engine, not inside the container
 * @param memory resident bytes
 */
public record ContainerProcess(long pid, long parent, long memory, String name) {}
