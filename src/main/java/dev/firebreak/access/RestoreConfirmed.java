package dev.firebreak.access;

/**
 * Event: an administrator has looked at what a restored database lacks, and lets work go on. It is published in the
 * transaction that records it.
 *
 * @param by the administrator's id
 */
public record RestoreConfirmed(String by) {}
