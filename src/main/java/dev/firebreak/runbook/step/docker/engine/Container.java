package dev.firebreak.runbook.step.docker.engine;

import java.time.Instant;

/**
 * One container as the Docker Engine describes it, without environment and arguments, which may hold secrets.
 *
 * @param id 64 characters; never reused for another container
 * @param state {@code running}, {@code exited}, {@code paused}, {@code restarting}, …
 * @param health {@code healthy}, {@code unhealthy}, {@code starting}, or {@code none} without a health check
 * @param startedAt by the engine's clock, or null if it never started
 */
public record Container(
        String id, String name, String image, String state, String health, Instant startedAt, long restarts) {

    public boolean isRunning() {
        return "running".equals(state);
    }

    public boolean hasHealthCheck() {
        return !"none".equals(health);
    }

    /** Whether it runs and its health check, if it has one, is good. */
    public boolean isHealthy() {
        return isRunning() && (!hasHealthCheck() || "healthy".equals(health));
    }

    /** State and health for people, such as "running, healthy". */
    public String status() {
        return hasHealthCheck() ? state + ", " + health : state;
    }
}
