package dev.firebreak.access;

import java.time.Duration;

/**
 * A sender of alerts was refused again and again: its alerts are being lost (guarantees.md D19). Published as an event at the
 * third refusal within {@code within}, and once in every such time while it goes on.
 *
 * @param source the one it says it is; {@code unknown sender} where there is no such source, or it showed only a token
 * @param remotes the addresses it came from, five at most
 */
public record SenderRefused(String source, String remotes, int times, Duration within) {}
