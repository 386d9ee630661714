package dev.firebreak.board.page;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Person;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.text.LruCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Names people for display: by their name in the catalogue, else by that of their account, else by their login. The name
 * of an account may be a minute old.
 */
@Component
public class DisplayNames {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST = 1_000;

    /** The parts of Firebreak that act, in words. */
    private static final Map<String, String> MACHINES = Map.of(
            "alerts", "Alerts",
            "paging", "Paging",
            "announcements", "Announcements",
            "engine", "Process engine",
            "assess-severity", "Severity table",
            "select-runbook", "Runbook choice",
            "host.capture-state", "Evidence capture",
            "service.check-health", "Health check",
            "firebreak", "Firebreak");

    private final Catalog catalog;
    private final Accounts accounts;
    private final Clock clock;
    private final LruCache<String, Found> found = new LruCache<>(MOST);

    DisplayNames(Catalog catalog, Accounts accounts, Clock clock) {
        this.catalog = catalog;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What a look for an account gave: its name, or that there is none. */
    private record Found(Optional<String> name, Instant at) {}

    /** As {@link #of}, and a part of Firebreak in words. */
    public String actor(String who) {
        var machine = who == null ? null : MACHINES.get(who);
        return machine == null ? of(who) : machine;
    }

    /** Whether the catalogue has a person with this login, or an account has it. */
    public boolean isPerson(String login) {
        return catalog.contact(login).isPresent()
                || !MACHINES.containsKey(login) && account(login).isPresent();
    }

    /** Null if {@code login} is null. */
    public String of(String login) {
        return login == null
                ? null
                : catalog.contact(login)
                        .map(Contact::name)
                        .or(() -> account(login))
                        .orElse(login);
    }

    private Optional<String> account(String login) {
        var now = clock.instant();
        return found.get(login)
                .filter(known -> !known.at().plus(KEPT).isBefore(now))
                .orElseGet(() -> look(login, now))
                .name();
    }

    private Found look(String login, Instant now) {
        var name = accounts.find(login).map(Person::name).filter(it -> !it.isBlank());
        var known = new Found(name, now);
        found.put(login, known);
        return known;
    }
}
