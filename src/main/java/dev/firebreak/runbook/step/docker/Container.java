package dev.firebreak.runbook.step.docker;

import java.time.Instant;

/**
 * One container as the engine describes it. Its environment and arguments are left out: they hold secrets.
 *
 * @param id 64 characters, never used again by another container
 * @param state {@code running}, {@code exited}, {@code paused}, {@code restarting}, …
 * @param health {@code healthy}, {@code unhealthy}, {@code starting}, or {@code none} without a health check
 * @param startedAt by the engine's clock, or null if it never was
 */
public record Container(
        String id, String name, String image, String state, String health, Instant startedAt, long restarts) {

    public boolean isRunning() {
        return "running".equals(state);
    }

    public boolean hasHealthCheck() {
        return !"none".equals(health);
    }

    /** Running, and nothing says otherwise. */
    public boolean isHealthy() {
        return isRunning() && (!hasHealthCheck() || "healthy".equals(health));
    }

    public String words() {
        return hasHealthCheck() ? state + ", " + health : state;
    }
}
