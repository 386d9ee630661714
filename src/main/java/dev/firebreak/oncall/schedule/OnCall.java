package dev.firebreak.oncall.schedule;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Rota;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Answers who is on call, from the catalogue's rotas. */
@Component
public class OnCall {

    private final CurrentCatalog catalog;

    public OnCall(CurrentCatalog catalog) {
        this.catalog = catalog;
    }

    /** Everyone on call in any rota: the ladder's rotas first, each person once. */
    public List<Contact> everyone(Instant at) {
        return shifts(at).stream().map(Shift::person).distinct().toList();
    }

    /** Who is on call in each rota now, and who is next: the ladder's rotas first. */
    public List<OnCallNow> now(Instant at) {
        var now = catalog.current();
        return shifts(now, at).stream()
                .map(shift -> new OnCallNow(
                        shift.rota(),
                        shift.person(),
                        shift.until(),
                        Shift.of(now.rotas().get(shift.rota()), shift.until())
                                .map(Shift::person)
                                .orElse(shift.person())))
                .toList();
    }

    /**
     * The shifts of each rota from the one at this time on: the ladder's rotas first.
     *
     * @param count how many of each rota
     */
    public List<OnCallNow> ahead(Instant at, int count) {
        return now(at).stream()
                .flatMap(first -> Stream.iterate(first, this::following).limit(count))
                .toList();
    }

    private OnCallNow following(OnCallNow shift) {
        return now(shift.until()).stream()
                .filter(next -> next.rota().equals(shift.rota()))
                .findFirst()
                .orElse(shift);
    }

    /** How many rungs the ladder has, at least one. */
    public int rungs() {
        return Math.max(1, catalog.current().ladder().size());
    }

    /** Who is on call on a rung, counted from 0. */
    public Optional<Contact> onRung(int rung, Instant at) {
        var now = catalog.current();
        return rung < now.ladder().size()
                ? rota(now, now.ladder().get(rung))
                        .flatMap(rota -> Shift.of(rota, at))
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
        return shifts(catalog.current(), at);
    }

    private static List<Shift> shifts(Catalog now, Instant at) {
        var ladder = now.ladder().stream().flatMap(name -> rota(now, name).stream());
        var others = now.rotas().values().stream().filter(rota -> !now.ladder().contains(rota.name()));
        return Stream.concat(ladder, others)
                .flatMap(rota -> Shift.of(rota, at).stream())
                .toList();
    }

    private static Optional<Rota> rota(Catalog now, String name) {
        return Optional.ofNullable(now.rotas().get(name));
    }
}
