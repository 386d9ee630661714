package dev.firebreak.runbook.step.postgres.replication;

import dev.firebreak.runbook.step.postgres.server.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a server says about its replication at one moment.
 *
 * @param cluster the server's system identifier, the same for a primary and its replicas
 * @param isReplica whether it is in recovery
 * @param startedAt when the server started; a pause of the replay ends with a restart
 * @param at by the server's clock
 * @param isPaused whether a person or a tool paused the replay
 * @param lagBytes what is known of the primary's log and not applied yet; 0 on a primary
 * @param replayedTo the position in the log that is applied, such as {@code 0/3000148}; null on a primary
 * @param lastReplayed when the primary committed what was applied last; null if unknown
 * @param receiver what receives the log
 * @param waitsFor the event for which the replay waits, such as {@code Lock: relation}; null if for none
 * @param readers sessions of applications with an open transaction, the blocking ones first
 * @param standbys servers that replicate from this one
 * @param slots replication slots, which keep log for those who read it
 * @param settings those that decide how far a replica may be behind, by name
 */
public record ReplicationState(
        String cluster,
        boolean isReplica,
        Instant startedAt,
        Instant at,
        boolean isPaused,
        long lagBytes,
        String replayedTo,
        Instant lastReplayed,
        Receiver receiver,
        String waitsFor,
        List<Reader> readers,
        List<Standby> standbys,
        List<Slot> slots,
        String settings) {

    public ReplicationState {
        readers = List.copyOf(readers);
        standbys = List.copyOf(standbys);
        slots = List.copyOf(slots);
    }

    /**
     * The process that receives the log.
     *
     * @param status {@code streaming}, or {@code none} if there is no such process
     * @param slot the primary's slot that it reads; null without one
     * @param lastMessage when the primary was heard last; null if never
     */
    public record Receiver(String status, String from, String slot, Instant lastMessage) {

        public boolean isStreaming() {
            return "streaming".equals(status);
        }
    }

    /**
     * A session of an application in an open transaction.
     *
     * @param mayEnd false for superusers and for Firebreak itself
     * @param blocks whether the replay waits for it
     * @param query unmasked; show it only through {@code QueryText}
     */
    public record Reader(
            SessionId id,
            String user,
            String application,
            String client,
            Instant transaction,
            boolean mayEnd,
            boolean blocks,
            String query) {}

    /** @param lagBytes what it has not applied yet, as it says itself */
    public record Standby(String name, String client, String state, long lagBytes, Duration lag) {}

    /** @param keptBytes the log that the primary keeps for it */
    public record Slot(String name, boolean active, long keptBytes) {}

    /**
     * How old the data are. Zero where everything known is applied: then the primary is only silent, not ahead.
     */
    public Duration lag() {
        var isBehind = lagBytes > 0 && lastReplayed != null && lastReplayed.isBefore(at);
        return isBehind ? Duration.between(lastReplayed, at) : Duration.ZERO;
    }

    /** Whether a replica receives the log and has applied it up to this age. */
    public boolean isCaughtUp(Duration within) {
        return isReplica && receiver.isStreaming() && !isPaused && blocker().isEmpty() && lag().compareTo(within) <= 0;
    }

    public Optional<Reader> blocker() {
        return readers.stream().filter(Reader::blocks).findFirst();
    }

    /** The exact id of the replay of this server since its start. */
    String replayId() {
        return "replay@" + cluster + "@" + startedAt;
    }
}
