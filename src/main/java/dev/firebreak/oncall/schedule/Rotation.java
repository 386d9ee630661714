package dev.firebreak.oncall.schedule;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.RotaLayer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The shifts of one layer. Hand-overs happen at the same wall-clock time in its zone all year, as RFC 5545 reads local
 * times: one that a clock change skips counts with the offset of before, one that comes twice happens the first time
 * (guarantees.md C6). Where a skip is longer than a shift, the later shift counts, so that every time has one holder.
 */
final class Rotation {

    /** No clock is ever changed by more. */
    private static final Duration LONGEST_CHANGE = Duration.ofHours(26);

    private final RotaLayer layer;

    Rotation(RotaLayer layer) {
        this.layer = layer;
    }

    /** @param index counted from the layer's start */
    record Turn(long index, Contact person, Instant from, Instant until) {}

    /** The turn at this time; empty before the start or without people. */
    Optional<Turn> at(Instant at) {
        if (layer.people().isEmpty() || at.isBefore(handOver(0))) {
            return Optional.empty();
        }
        var index = index(at);
        var until = isSteady(at) ? handOver(index + 1) : nextHandOver(index, at);
        var person = layer.people().get((int) (index % layer.people().size()));
        return Optional.of(new Turn(index, person, handOver(index), until));
    }

    Instant begin() {
        return handOver(0);
    }

    /** Whether no clock change is near, so that hand-overs come in the order of their numbers. */
    private boolean isSteady(Instant at) {
        var rules = layer.zone().getRules();
        var next = rules.nextTransition(at.minus(LONGEST_CHANGE));
        return next == null || next.getInstant().isAfter(at.plus(LONGEST_CHANGE));
    }

    /** Near a clock change, the earliest of all that may come next. */
    private Instant nextHandOver(long index, Instant at) {
        return LongStream.rangeClosed(index + 1, index + reach())
                .mapToObj(this::handOver)
                .filter(next -> next.isAfter(at))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** The last shift that has begun: from an estimate that is never too early, downwards. */
    private long index(Instant at) {
        var margin = isSteady(at) ? Duration.ZERO : LONGEST_CHANGE;
        var local = at.plus(margin).atZone(layer.zone()).toLocalDateTime();
        var index = Math.max(0, since(local));
        while (index > 0 && handOver(index).isAfter(at)) {
            index--;
        }
        return index;
    }

    private long since(LocalDateTime local) {
        return layer.shift() instanceof Period months
                ? ChronoUnit.MONTHS.between(layer.start(), local) / months.getMonths() + 1
                : Duration.between(layer.start(), local).dividedBy((Duration) layer.shift());
    }

    /** In how many shifts at most the next hand-over comes. */
    private long reach() {
        return layer.shift() instanceof Period ? 2 : LONGEST_CHANGE.dividedBy((Duration) layer.shift()) + 2;
    }

    private Instant handOver(long index) {
        var local = layer.shift() instanceof Period months
                ? layer.start().plusMonths(months.getMonths() * index)
                : layer.start().plus(((Duration) layer.shift()).multipliedBy(index));
        return local.atZone(layer.zone()).toInstant();
    }
}
