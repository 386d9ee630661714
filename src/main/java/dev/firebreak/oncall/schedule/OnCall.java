package dev.firebreak.oncall.schedule;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Rota;
import dev.firebreak.oncall.override.Overrides;
import dev.firebreak.oncall.override.ShiftOverride;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Answers who is on call, from the catalogue's rotas and the overrides. */
@Component
public class OnCall {

    private static final int MOST_SHIFTS = 5_000;

    private final CurrentCatalog catalog;
    private final Function<Instant, List<ShiftOverride>> overrides;

    @Autowired
    OnCall(CurrentCatalog catalog, Overrides overrides) {
        this.catalog = catalog;
        this.overrides = overrides::from;
    }

    /** Without overrides. */
    public OnCall(CurrentCatalog catalog) {
        this.catalog = catalog;
        this.overrides = time -> List.of();
    }

    /** Everyone on call in any rota: the ladder's rotas first, each person once. */
    public List<Contact> everyone(Instant at) {
        return shifts(at).stream().map(Shift::person).distinct().toList();
    }

    /** Who is on call in each rota now, and who is next: the ladder's rotas first. */
    public List<OnCallNow> now(Instant at) {
        return ahead(at, 1);
    }

    /**
     * The shifts of each rota from the one at this time on: the ladder's rotas first.
     *
     * @param count how many of each rota
     */
    public List<OnCallNow> ahead(Instant at, int count) {
        return schedules(at)
                .flatMap(schedule -> Stream.iterate(
                                schedule.at(at),
                                Optional::isPresent,
                                shift -> shift.flatMap(it -> schedule.at(it.until())))
                        .limit(count)
                        .flatMap(Optional::stream)
                        .map(shift -> new OnCallNow(
                                shift.rota(),
                                shift.person(),
                                shift.until(),
                                schedule.at(shift.until()).map(Shift::person).orElse(shift.person()))))
                .toList();
    }

    /** The shifts of every rota that touch the time, the ladder's rotas first. */
    public List<Shift> between(Instant from, Instant until) {
        return schedules(from)
                .flatMap(schedule -> schedule.between(from, until, MOST_SHIFTS).stream())
                .toList();
    }

    /** How many rungs the ladder has, at least one. */
    public int rungs() {
        return Math.max(1, catalog.current().ladder().size());
    }

    /** Who is on call on a rung, counted from 0. */
    public Optional<Contact> onRung(int rung, Instant at) {
        var now = catalog.current();
        return rung < now.ladder().size()
                ? Optional.ofNullable(now.rotas().get(now.ladder().get(rung)))
                        .flatMap(rota -> new Schedule(rota, overrides.apply(at)).at(at))
                        .map(Shift::person)
                : Optional.empty();
    }

    /**
     * Whom to page if no one on call can be reached: the audience {@code catch-all} of the catalogue, or all its
     * contacts if it has none.
     */
    public Collection<Contact> catchAll() {
        var now = catalog.current();
        var named = now.audiences().getOrDefault("catch-all", List.of());
        return named.isEmpty() ? now.contacts().values() : named;
    }

    List<Shift> shifts(Instant at) {
        return schedules(at).flatMap(schedule -> schedule.at(at).stream()).toList();
    }

    private Stream<Schedule> schedules(Instant at) {
        var some = overrides.apply(at);
        return rotas(catalog.current()).map(rota -> new Schedule(rota, some));
    }

    private static Stream<Rota> rotas(Catalog now) {
        var ladder = now.ladder().stream().map(now.rotas()::get).filter(rota -> rota != null);
        var others = now.rotas().values().stream().filter(rota -> !now.ladder().contains(rota.name()));
        return Stream.concat(ladder, others);
    }
}
