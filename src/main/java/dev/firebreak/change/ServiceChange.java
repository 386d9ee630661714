package dev.firebreak.change;

import java.time.Instant;
import java.util.UUID;

/**
 * A change of a service, such as a deployment.
 *
 * @param what in a line, such as {@code Deployed 1.24.3}
 * @param who a person or a program
 * @param link http or https, or null
 * @param sender who reported it: a sender of the settings, or the login of a person
 */
public record ServiceChange(
        UUID id,
        String service,
        String what,
        String who,
        Instant when,
        String link,
        String sender,
        Instant receivedAt) {}
