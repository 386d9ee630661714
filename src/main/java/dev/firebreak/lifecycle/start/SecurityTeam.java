package dev.firebreak.lifecycle.start;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Person;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Timeline;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Makes the security team members of an incident that may be a break-in (guarantees.md A083). The team is the audience
 * {@value #AUDIENCE} of the catalogue, as far as its contacts have accounts.
 */
@Component
public class SecurityTeam {

    /** The audience of the catalogue. */
    public static final String AUDIENCE = "security";

    private final CurrentCatalog catalog;
    private final Accounts accounts;
    private final IncidentMembers members;
    private final Timeline timeline;

    SecurityTeam(CurrentCatalog catalog, Accounts accounts, IncidentMembers members, Timeline timeline) {
        this.catalog = catalog;
        this.accounts = accounts;
        this.members = members;
        this.timeline = timeline;
    }

    /** Calls in those who are no members yet. Answers whether there were any. */
    public boolean callIn(IncidentId incident) {
        var already = members.of(incident).stream()
                .map(IncidentMembers.Member::person)
                .collect(Collectors.toSet());
        var team = catalog.current().audiences().getOrDefault(AUDIENCE, List.of()).stream()
                .filter(Contact::isPerson)
                .map(Contact::id)
                .filter(login -> accounts.find(login).isPresent())
                .toList();
        var called = team.stream().filter(name -> !already.contains(name)).toList();
        called.forEach(name -> members.add(incident, name, IncidentMembers.Part.ADDED));
        if (team.isEmpty()) {
            timeline.add(
                    incident,
                    "No security team is told: the catalogue has no audience " + AUDIENCE
                            + " of people with an account. Add members by hand",
                    "access");
        } else if (!called.isEmpty()) {
            timeline.add(
                    incident,
                    "Security team called in: "
                            + called.stream().map(this::name).collect(Collectors.joining(", ")),
                    "access");
        }
        return !called.isEmpty();
    }

    private String name(String login) {
        return accounts.find(login).map(Person::name).orElse(login);
    }
}
