package dev.firebreak.runbook.admission;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.runbook.duties.SeparationOfDuties;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The role of the person who asked for a step. */
@Component
class Requester {

    private static final String PROCESS = "process";
    private static final String NONE = "none";

    private static final List<Role> MOST_TO_SAY =
            List.of(Role.COMMANDER, Role.RESPONDER, Role.ADMIN, Role.MODELER, Role.OBSERVER);

    private final Accounts accounts;

    Requester(Accounts accounts) {
        this.accounts = accounts;
    }

    /** @param requestedBy as the ledger has it: a person, or {@link SeparationOfDuties#RUNBOOK} */
    String role(String requestedBy) {
        if (requestedBy.equals(SeparationOfDuties.RUNBOOK)) {
            return PROCESS;
        }
        var roles = accounts.find(requestedBy).map(Person::roles).orElse(Set.of());
        return MOST_TO_SAY.stream()
                .filter(roles::contains)
                .map(Role::group)
                .findFirst()
                .orElse(NONE);
    }
}
