package dev.firebreak.oncall.schedule;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One person's turn. Hand-overs stand at the same wall-clock time in the rota's zone whatever the clocks do: one that
 * falls into a DST gap moves behind it, one in an overlap takes the earlier of the two (guarantees.md C6).
 *
 * @param from included
 * @param until excluded: the next shift's {@code from}
 */
record Shift(String rota, Contact person, Instant from, Instant until) {

    /** Whose turn it is; nobody's before the rota's start or where the rota is empty. */
    static Optional<Shift> of(Rota rota, Instant at) {
        if (rota.people().isEmpty() || at.isBefore(handOver(rota, 0))) {
            return Optional.empty();
        }
        var turn = turn(rota, at);
        var person = rota.people().get((int) (turn % rota.people().size()));
        return Optional.of(new Shift(rota.name(), person, handOver(rota, turn), handOver(rota, turn + 1)));
    }

    /** The last hand-over not after {@code at}: guessed by the wall clock, then put right where clocks were changed. */
    private static long turn(Rota rota, Instant at) {
        var local = at.atZone(rota.zone()).toLocalDateTime();
        var turn = Math.max(0, Duration.between(rota.start(), local).dividedBy(rota.shift()));
        while (handOver(rota, turn).isAfter(at)) {
            turn--;
        }
        while (!handOver(rota, turn + 1).isAfter(at)) {
            turn++;
        }
        return turn;
    }

    private static Instant handOver(Rota rota, long turn) {
        return rota.start()
                .plus(rota.shift().multipliedBy(turn))
                .atZone(rota.zone())
                .toInstant();
    }
}
