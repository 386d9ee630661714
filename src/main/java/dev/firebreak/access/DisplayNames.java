package dev.firebreak.access;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.text.LruCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Names people for display: by their name in the catalogue, else by that of their account, else by their login. The name
 * of an account may be a minute old (ADR 34).
 */
@Component
public class DisplayNames {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST = 1_000;

    /** The parts of Firebreak that act, in words. */
    private static final Map<String, String> MACHINES = Map.ofEntries(
            Map.entry("alerts", "Alerts"),
            Map.entry("paging", "Paging"),
            Map.entry("drills", "Drills"),
            Map.entry("announcements", "Announcements"),
            Map.entry("engine", "Process engine"),
            Map.entry("assess-severity", "Severity table"),
            Map.entry("select-runbook", "Runbook choice"),
            Map.entry("runbook", "Runbook"),
            Map.entry("incident-lifecycle", "Lifecycle"),
            Map.entry("auditor", "Auditor"),
            Map.entry("post-mortem", "Post-mortem"),
            Map.entry("escalation", "Escalation outside"),
            Map.entry("host.capture-state", "Evidence capture"),
            Map.entry("service.check-health", "Health check"),
            Map.entry("firebreak", "Firebreak"));

    /** The topic of a step, such as {@code postgres.show-sessions}. */
    private static final Pattern TOPIC = Pattern.compile("[a-z]+\\.([a-z])([a-z-]+)");

    private final CurrentCatalog catalog;
    private final Accounts accounts;
    private final Clock clock;
    private final LruCache<String, Found> found = new LruCache<>(MOST);

    /** Reads accounts as it needs them. */
    public DisplayNames(CurrentCatalog catalog, Accounts accounts, Clock clock) {
        this.catalog = catalog;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What a look for an account gave: its name, or that there is none. */
    private record Found(Optional<String> name, Instant at) {}

    /** As {@link #of}, and a part of Firebreak in words: {@code postgres.show-sessions} is "Show sessions". */
    public String actor(String who) {
        if (who == null || MACHINES.containsKey(who)) {
            return who == null ? null : MACHINES.get(who);
        }
        var topic = TOPIC.matcher(who);
        var name = of(who);
        return name.equals(who) && topic.matches()
                ? topic.group(1).toUpperCase(Locale.ROOT) + topic.group(2).replace('-', ' ')
                : name;
    }

    /** Whether the catalogue has a person with this login, or an account has it. */
    public boolean isPerson(String login) {
        return catalog.current().contact(login).isPresent()
                || !MACHINES.containsKey(login) && account(login).isPresent();
    }

    /** Null if {@code login} is null. */
    public String of(String login) {
        return login == null
                ? null
                : catalog.current()
                        .contact(login)
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
