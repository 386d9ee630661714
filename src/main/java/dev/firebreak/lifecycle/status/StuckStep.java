package dev.firebreak.lifecycle.status;

/**
 * A step that has no retries left and waits for a person to retry it in Cockpit.
 *
 * @param process the id of the process instance in Cockpit
 * @param task the id of the external task, by which a person may skip it; null for a job of the engine
 * @param activity the label in the diagram, or the element id if it has none
 */
public record StuckStep(String process, String task, String activity, String why) {}
