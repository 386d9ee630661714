package dev.firebreak.probe.routine;

import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who reads what a routine check found, and who signs it off. Of a confidential kind, others see only its state. */
@Component
class RoutineReaders {

    private static final Set<Role> SIGNERS = EnumSet.of(Role.RESPONDER, Role.COMMANDER);
    private static final Set<Role> SIGNERS_OF_CONFIDENTIAL = EnumSet.of(Role.COMMANDER, Role.ADMIN);

    private final Set<String> confidential;

    RoutineReaders(List<RoutineKind> kinds) {
        confidential = kinds.stream()
                .filter(RoutineKind::isConfidential)
                .map(RoutineKind::name)
                .collect(Collectors.toSet());
    }

    boolean maySign(String kind, Person person) {
        return !Collections.disjoint(signers(kind), person.roles());
    }

    boolean mayRead(String kind, Person person) {
        return !confidential.contains(kind) || maySign(kind, person);
    }

    /** The groups of the task, as the engine takes them. */
    String groups(String kind) {
        return signers(kind).stream().map(Role::group).collect(Collectors.joining(","));
    }

    private Set<Role> signers(String kind) {
        return confidential.contains(kind) ? SIGNERS_OF_CONFIDENTIAL : SIGNERS;
    }
}
