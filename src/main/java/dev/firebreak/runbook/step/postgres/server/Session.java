package dev.firebreak.runbook.step.postgres.server;

import java.time.Instant;

/**
 * One line of {@code pg_stat_activity}.
 *
 * @param kind the server's word for the process, such as {@code client backend} or {@code walsender}
 * @param superuser whether its role is one; true where the role is unknown
 * @param ours whether it is Firebreak's: this very session, one named so, or one of our own database's
 * @param since when it came into its state, by the server's clock; null for what has no state
 * @param query the last one, unmasked: show it only through {@link QueryText}
 */
public record Session(
        SessionId id,
        String kind,
        String database,
        String user,
        boolean superuser,
        boolean ours,
        String application,
        String client,
        SessionState state,
        Instant since,
        Instant queryStart,
        String query) {

    public static final String CLIENT = "client backend";

    /** Whether it takes one of {@code max_connections}; senders to replicas and workers have slots of their own. */
    public boolean isClient() {
        return CLIENT.equals(kind);
    }

    public boolean isReplication() {
        return "walsender".equals(kind);
    }
}
