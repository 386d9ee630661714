package dev.firebreak.engine;

import java.util.Map;

/** Starts processes that belong to no incident. */
public interface ProcessStarts {

    /**
     * Starts the newest version in the caller's transaction.
     *
     * @param key of the process
     * @return the id of the process instance
     */
    String start(String key, Map<String, Object> variables);
}
