package dev.firebreak.engine.release;

import java.time.Instant;
import java.util.List;

/**
 * A deployment that waits, or waited, for release.
 *
 * @param number unique, in the order of the proposals
 * @param name of the deployment; null if it has none
 * @param source of the deployment, such as "Camunda Modeler"; null if it has none
 * @param author the login of the person who deployed it
 * @param sha256 over the names and bytes of all files
 * @param keys the guarded models in it
 * @param decidedBy who released or withdrew it; null while it waits, and where a newer proposal took its place
 * @param reason why it was withdrawn, or which proposal took its place; null if neither
 */
public record ModelProposal(
        long number,
        String name,
        String source,
        String author,
        String sha256,
        State state,
        Instant proposedAt,
        String decidedBy,
        Instant decidedAt,
        String reason,
        List<String> keys) {

    /** Only a waiting proposal can be decided. */
    public enum State {
        WAITING,
        RELEASED,
        WITHDRAWN,
        SUPERSEDED
    }

    ModelProposal with(List<String> guarded) {
        return new ModelProposal(
                number,
                name,
                source,
                author,
                sha256,
                state,
                proposedAt,
                decidedBy,
                decidedAt,
                reason,
                List.copyOf(guarded));
    }

    public boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Whether a person other than the author released it. */
    public boolean isFourEyesKept() {
        return !author.equals(decidedBy);
    }

    /** The guarded models as a sentence names them. */
    public String what() {
        return String.join(", ", keys);
    }
}
