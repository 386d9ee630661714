package dev.firebreak.access;

import java.util.Map;

/** The append-only chain of decisions and effects: each row carries the hash of the one before. */
public interface Audit {

    /**
     * Writes one row in the caller's transaction. Throws when it can't: then nothing powerful may happen.
     *
     * @param chain the incident's id, or {@code system}
     * @param actor a person's id, or the name of the part of Firebreak that acts
     * @param action such as {@code step.approved}
     */
    void record(String chain, String actor, String action, Map<String, String> facts);

    /** The first row that does not fit, in words, or nothing. */
    java.util.Optional<String> verify();
}
