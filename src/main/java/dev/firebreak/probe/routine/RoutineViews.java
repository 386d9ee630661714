package dev.firebreak.probe.routine;

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
    private final Clock clock;

    /** @param latest the newest first */
    public record RoutineView(RoutineDeclaration declaration, Instant next, List<RoutineCheck> latest) {}

    RoutineViews(CurrentDeclarations declared, RoutineChecks checks, Clock clock) {
        this.declared = declared;
        this.checks = checks;
        this.clock = clock;
    }

    /** In the order of the files. */
    public List<RoutineView> all() {
        return declared.get().routines().values().stream()
                .map(one -> new RoutineView(one, one.nextDue(clock.instant()), checks.latest(one.name(), SHOWN)))
                .toList();
    }
}
