package dev.firebreak.lifecycle.timebox;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentRoles;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who hears of what is late: the commander, and those with a role. */
@Component
public class Leads {

    private final IncidentRoles roles;

    Leads(IncidentRoles roles) {
        this.roles = roles;
    }

    /** Their logins, with commas; empty if there are none. */
    public String of(Incident incident) {
        return Stream.concat(
                        Stream.of(incident).map(Incident::commander).filter(Objects::nonNull),
                        roles.of(incident.id()).stream().map(IncidentRoles.Held::person))
                .distinct()
                .collect(Collectors.joining(","));
    }
}
