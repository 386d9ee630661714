package dev.firebreak.lifecycle.status;

/**
 * A step that used up its tries and waits for somebody to retry it in Cockpit.
 *
 * @param process the instance that Cockpit shows it in
 * @param activity as it is labelled in the diagram
 */
public record StuckStep(String process, String activity, String why) {}
