package dev.firebreak.oncall.schedule;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One person's shift in a rota. Hand-overs happen at the same wall-clock time in the rota's zone all year. A hand-over
 * in a DST gap moves to the end of the gap; one in an overlap happens at the earlier of the two times (guarantees.md
 * C6).
 *
 * @param from inclusive
 * @param until exclusive: the next shift's {@code from}
 */
record Shift(String rota, Contact person, Instant from, Instant until) {

    /** The shift at a given time; empty before the rota's start or if the rota has no people. */
    static Optional<Shift> of(Rota rota, Instant at) {
        if (rota.people().isEmpty() || at.isBefore(handOver(rota, 0))) {
            return Optional.empty();
        }
        var index = index(rota, at);
        var person = rota.people().get((int) (index % rota.people().size()));
        return Optional.of(new Shift(rota.name(), person, handOver(rota, index), handOver(rota, index + 1)));
    }

    /** The index of the shift at a given time: estimated from the wall clock, then corrected for clock changes. */
    private static long index(Rota rota, Instant at) {
        var local = at.atZone(rota.zone()).toLocalDateTime();
        var index = Math.max(0, Duration.between(rota.start(), local).dividedBy(rota.shift()));
        while (handOver(rota, index).isAfter(at)) {
            index--;
        }
        while (!handOver(rota, index + 1).isAfter(at)) {
            index++;
        }
        return index;
    }

    private static Instant handOver(Rota rota, long index) {
        return rota.start()
                .plus(rota.shift().multipliedBy(index))
                .atZone(rota.zone())
                .toInstant();
    }
}
