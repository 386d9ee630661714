package dev.firebreak.board.page;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Names people for display: by their name in the catalogue, or by their login if the catalogue lacks them. */
@Component
public class DisplayNames {

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

    DisplayNames(Catalog catalog) {
        this.catalog = catalog;
    }

    /** As {@link #of}, and a part of Firebreak in words. */
    public String actor(String who) {
        return MACHINES.getOrDefault(who, of(who));
    }

    /** Whether the catalogue has a person with this login. */
    public boolean isPerson(String login) {
        return catalog.contact(login).isPresent();
    }

    /** Null if {@code login} is null. */
    public String of(String login) {
        return login == null ? null : catalog.contact(login).map(Contact::name).orElse(login);
    }
}
