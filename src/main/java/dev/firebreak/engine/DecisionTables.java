package dev.firebreak.engine;

import java.util.Map;

/** Asks a deployed decision table, so that what a diagram draws or maps doesn't come into the answer. */
public interface DecisionTables {

    /** The table's one answer to these facts; null where it has none. */
    String answer(String decision, Map<String, Object> facts);
}
