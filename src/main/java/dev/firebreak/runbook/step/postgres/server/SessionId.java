package dev.firebreak.runbook.step.postgres.server;

import java.time.Instant;

/** Identifies one session uniquely: a pid may be reused, but never with the same start time. */
public record SessionId(int pid, Instant startedAt) {

    /** Parses the form used in plans and in the ledger: {@code 4711@2026-11-22T11:00:00.123456Z}. */
    public static SessionId of(String text) {
        var at = text.indexOf('@');
        return new SessionId(Integer.parseInt(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
    }

    @Override
    public String toString() {
        return pid + "@" + startedAt;
    }
}
