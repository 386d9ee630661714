package dev.firebreak.auditor.invariant;

import java.util.List;

/** Something that must be true at any time. */
public interface Invariant {

    /** The kind of the self-incident about a violation: always the same word. */
    String kind();

    /** The title of the self-incident about a violation. */
    String title();

    /** Each violation in words, after repairing what is safe to repair; empty if the invariant holds. */
    List<String> violations();
}
