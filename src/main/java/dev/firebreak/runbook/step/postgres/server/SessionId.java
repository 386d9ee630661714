package dev.firebreak.runbook.step.postgres.server;

import java.time.Instant;

/** Names one session for good: the operating system gives a pid again, but never with the same start. */
public record SessionId(int pid, Instant startedAt) {

    /** As plans and the ledger hold it: {@code 4711@2026-11-22T11:00:00.123456Z}. */
    public static SessionId of(String text) {
        var at = text.indexOf('@');
        return new SessionId(Integer.parseInt(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
    }

    @Override
    public String toString() {
        return pid + "@" + startedAt;
    }
}
