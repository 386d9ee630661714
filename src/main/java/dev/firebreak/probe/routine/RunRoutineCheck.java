package dev.firebreak.probe.routine;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import dev.firebreak.worker.NonRetryable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The work of {@code processes/routine-check.bpmn}: looks, and keeps what it saw. */
@Component
class RunRoutineCheck implements ExternalTaskHandler {

    static final ProcessVariable<String> CHECK = ProcessVariable.text("routineCheck");
    static final ProcessVariable<String> TITLE = ProcessVariable.text("routineTitle");
    static final ProcessVariable<String> SUMMARY = ProcessVariable.text("routineSummary");
    static final ProcessVariable<Boolean> PERSON = ProcessVariable.flag("personJudges");

    static final ProcessVariable<String> SIGNERS = ProcessVariable.text("signOffGroups");

    private final RoutineChecks checks;
    private final CurrentDeclarations declared;
    private final List<RoutineKind> kinds;
    private final RoutineReaders readers;
    private final Clock clock;

    RunRoutineCheck(
            RoutineChecks checks,
            CurrentDeclarations declared,
            List<RoutineKind> kinds,
            RoutineReaders readers,
            Clock clock) {
        this.checks = checks;
        this.declared = declared;
        this.kinds = kinds;
        this.readers = readers;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "routine.check";
    }

    @Override
    public Map<String, Object> perform(ExternalTask task) {
        var id = UUID.fromString(task.get(CHECK));
        var check = checks.find(id).orElseThrow(() -> new NonRetryable("there is no routine check " + id));
        var routine = declared.get().routines().get(check.routine());
        if (routine == null) {
            throw new NonRetryable("the routine check " + check.routine() + " is no longer declared");
        }
        if (check.endedAt() == null) {
            var kind = kinds.stream()
                    .filter(one -> one.name().equals(routine.kind()))
                    .findFirst()
                    .orElseThrow();
            var findings = kind.look();
            var bad = findings.stream().filter(one -> !one.good()).count();
            checks.end(id, clock.instant(), kind.wantsPerson(findings), summary(findings.size(), bad), findings);
        }
        var ended = checks.find(id).orElseThrow();
        return Map.of(
                SUMMARY.name(),
                ended.summary(),
                PERSON.name(),
                ended.wantsPerson(),
                SIGNERS.name(),
                readers.groups(routine.kind()));
    }

    private static String summary(int looked, long bad) {
        return looked + " things looked at, "
                + (bad == 0 ? "all are good" : bad + (bad == 1 ? " needs attention" : " need attention"));
    }
}
