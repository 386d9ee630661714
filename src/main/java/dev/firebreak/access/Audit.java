package dev.firebreak.access;

import java.util.Map;
import java.util.Optional;

/** The append-only audit log of decisions and effects: a hash chain in which each row covers the row before. */
public interface Audit {

    /**
     * Writes one row in the caller's transaction. If this throws, the caller must not perform the audited action.
     *
     * @param chain the incident's id, or {@code system}
     * @param actor a person's id, or the name of the part of Firebreak that acted
     * @param action such as {@code step.approved}
     */
    void record(String chain, String actor, String action, Map<String, String> facts);

    /** Describes the first row that breaks a chain; empty if all chains are intact. */
    Optional<String> verify();
}
