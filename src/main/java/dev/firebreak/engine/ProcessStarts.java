package dev.firebreak.engine;

import java.util.Map;

/** Starts processes that belong to no incident, and tells them what happened. */
public interface ProcessStarts {

    /**
     * Starts the newest version in the caller's transaction.
     *
     * @param key of the process
     * @return the id of the process instance
     */
    String start(String key, Map<String, Object> variables);

    /**
     * Tells a process what happened, in the caller's transaction.
     *
     * @return whether it waited for that
     */
    boolean tell(String processInstance, String message);

    /** Whether the process has neither ended nor been deleted. */
    boolean isRunning(String processInstance);
}
