package dev.firebreak.oncall.schedule;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One person's shift in a rota.
 *
 * @param from inclusive
 * @param until exclusive: the next shift's {@code from}
 */
public record Shift(String rota, Contact person, Instant from, Instant until) {

    /** The shift at a given time without overrides; empty if nobody has one. */
    static Optional<Shift> of(Rota rota, Instant at) {
        return new Schedule(rota, List.of()).at(at);
    }
}
