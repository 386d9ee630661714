package dev.firebreak.oncall.schedule;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import dev.firebreak.oncall.override.ShiftOverride;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who holds a rota when: its layers, of which the last one that is on counts, and then the overrides, of which each
 * replaces the person that the earlier ones left.
 */
final class Schedule {

    /** So that a rota in which one source holds for ever can't hold a thread. */
    private static final int MOST_PIECES = 2_000;

    private final Rota rota;
    private final List<Rotation> rotations;
    private final List<LayerHours> hours;
    private final List<ShiftOverride> overrides;

    /** @param overrides of all rotas, the oldest first */
    Schedule(Rota rota, List<ShiftOverride> overrides) {
        this.rota = rota;
        this.rotations = rota.layers().stream().map(Rotation::new).toList();
        this.hours = rota.layers().stream().map(LayerHours::new).toList();
        this.overrides = overrides.stream()
                .filter(override -> override.isOf(rota.name()))
                .toList();
    }

    /** @param source the turn of a layer, or an override: a new source is a hand-over, even to the same person */
    private record Holder(Contact person, String source) {}

    /** The shift at this time; empty if nobody has one. */
    Optional<Shift> at(Instant at) {
        return holder(at).map(holder -> new Shift(rota.name(), holder.person(), from(holder, at), until(holder, at)));
    }

    /** The shifts that touch the time, in order. */
    List<Shift> between(Instant from, Instant until, int most) {
        var shifts = new ArrayList<Shift>();
        var at = from;
        while (at != null && at.isBefore(until) && shifts.size() < most) {
            var shift = at(at);
            shift.ifPresent(shifts::add);
            at = shift.map(Shift::until).orElse(boundaryAfter(at));
        }
        return shifts;
    }

    private Optional<Holder> holder(Instant at) {
        var holder = IntStream.iterate(rotations.size() - 1, layer -> layer >= 0, layer -> layer - 1)
                .filter(layer -> hours.get(layer).isOn(at))
                .mapToObj(layer ->
                        rotations.get(layer).at(at).map(turn -> new Holder(turn.person(), layer + "." + turn.index())))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        for (var override : overrides) {
            if (override.covers(at) && (holder == null || override.replaces(holder.person()))) {
                holder = holder == null && override.insteadOf() != null
                        ? null
                        : new Holder(override.person(), "override " + override.id());
            }
        }
        return Optional.ofNullable(holder);
    }

    private Instant until(Holder holder, Instant at) {
        var until = boundaryAfter(at);
        for (var piece = 0; until != null && piece < MOST_PIECES; piece++) {
            if (!holder(until).filter(holder::equals).isPresent()) {
                return until;
            }
            until = boundaryAfter(until);
        }
        return until == null ? Instant.MAX : until;
    }

    private Instant from(Holder holder, Instant at) {
        var from = boundaryUntil(at);
        for (var piece = 0; from != null && piece < MOST_PIECES; piece++) {
            var before = from.minusNanos(1);
            if (!holder(before).filter(holder::equals).isPresent()) {
                return from;
            }
            from = boundaryUntil(before);
        }
        return from == null ? at : from;
    }

    /** When who is on call may change next; null if it never does. */
    private Instant boundaryAfter(Instant at) {
        var turns = rotations.stream()
                .flatMap(rotation ->
                        Stream.concat(Stream.of(rotation.begin()), rotation.at(at).map(Rotation.Turn::until).stream()))
                .filter(change -> change.isAfter(at));
        var spans = hours.stream().flatMap(layer -> layer.changesAfter(at));
        var ends = overrides.stream()
                .flatMap(override -> Stream.of(override.starts(), override.ends()))
                .filter(change -> change.isAfter(at));
        return Stream.of(turns, spans, ends)
                .flatMap(changes -> changes)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private Instant boundaryUntil(Instant at) {
        var turns = rotations.stream().flatMap(rotation -> rotation.at(at).map(Rotation.Turn::from).stream());
        var spans = hours.stream().flatMap(layer -> layer.changesUntil(at));
        var ends = overrides.stream()
                .flatMap(override -> Stream.of(override.starts(), override.ends()))
                .filter(change -> !change.isAfter(at));
        return Stream.of(turns, spans, ends)
                .flatMap(changes -> changes)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
