package dev.firebreak.engine;

import java.util.Map;

/**
 * Evaluates a deployed decision table directly, so that no input or output mapping of a diagram can change the answer.
 */
public interface DecisionTables {

    /** The table's single result for these facts, or null if no rule matches. */
    String answer(String decision, Map<String, Object> facts);
}
