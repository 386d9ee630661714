package dev.firebreak.access;

import java.time.Duration;

/**
 * Event: a sender of alerts is rejected repeatedly, so its alerts are lost (guarantees.md D19). Published at the third
 * rejection within {@code within}, then at most once in each such period while rejections continue.
 *
 * @param source the source that the sender names or whose expired token it sent; else {@code unknown sender}
 * @param remotes the network addresses of the sender, at most five
 */
public record SenderRefused(String source, String remotes, int times, Duration within) {}
