package dev.firebreak.lifecycle.status;

import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import java.util.Collections;
import java.util.Set;

/**
 * An open user task and who may complete it.
 *
 * @param roles the roles to which it is offered
 */
public record OfferedTask(OpenTask task, Set<Role> roles) {

    /** Whether it is assigned to the person or offered to one of their roles. */
    public boolean isFor(Person person) {
        return person.id().equals(task.assignee()) || !Collections.disjoint(roles, person.roles());
    }
}
