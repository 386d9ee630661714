package dev.firebreak.access;

import java.time.Duration;

/**
 * A sender of alerts was refused again and again: its alerts are being lost (faults.md D19). Published as an event at the
 * third refusal within {@code within}, and after every further three.
 *
 * @param source the name it gave, or {@code unnamed} where it sent a bearer token or nothing
 * @param remote the address it came from
 */
public record SenderRefused(String source, String remote, int times, Duration within) {}
