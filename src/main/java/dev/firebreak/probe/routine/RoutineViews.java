package dev.firebreak.probe.routine;

import dev.firebreak.access.Person;
import dev.firebreak.probe.RoutineDeclaration;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.routine.RoutineChecks.RoutineCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Routine checks with their newest results, for people. */
@Component
public class RoutineViews {

    private static final int SHOWN = 10;

    private final CurrentDeclarations declared;
    private final RoutineChecks checks;
    private final RoutineReaders readers;
    private final Clock clock;

    /**
     * A routine check as one person sees it.
     *
     * @param latest the newest first, without what the person may not read
     * @param maySign whether the person may sign it off
     */
    public record RoutineView(
            RoutineDeclaration declaration, Instant next, List<RoutineCheck> latest, boolean maySign) {}

    RoutineViews(CurrentDeclarations declared, RoutineChecks checks, RoutineReaders readers, Clock clock) {
        this.declared = declared;
        this.checks = checks;
        this.readers = readers;
        this.clock = clock;
    }

    /** In the order of the files. */
    public List<RoutineView> all(Person person) {
        return declared.get().routines().values().stream()
                .map(one -> view(one, person))
                .toList();
    }

    private RoutineView view(RoutineDeclaration routine, Person person) {
        var latest = checks.latest(routine.name(), SHOWN);
        return new RoutineView(
                routine,
                routine.nextDue(clock.instant()),
                readers.mayRead(routine.kind(), person)
                        ? latest
                        : latest.stream().map(RoutineCheck::stateOnly).toList(),
                readers.maySign(routine.kind(), person));
    }
}
