package dev.firebreak.probe.routine;

/**
 * One thing that a routine check looked at.
 *
 * @param what such as the name of a probe
 * @param good whether it is as it should be
 * @param said what was seen, in words
 */
public record RoutineFinding(String what, boolean good, String said) {}
