package dev.firebreak.probe.routine;

import dev.firebreak.access.Audit;
import dev.firebreak.access.Person;
import dev.firebreak.engine.FormListener;
import dev.firebreak.engine.TaskCompletion;
import dev.firebreak.engine.TaskForms;
import dev.firebreak.engine.TaskRefused;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.routine.RoutineChecks.RoutineCheck;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps who signed off a routine check, in Tasklist or on our page, by the process that the check belongs to. */
@Component
public class RoutineSignOffs implements FormListener {

    static final String FORM = "sign-off-routine-check";

    private final RoutineChecks checks;
    private final CurrentDeclarations declared;
    private final RoutineReaders readers;
    private final TaskForms tasks;
    private final Audit audit;
    private final Clock clock;

    RoutineSignOffs(
            RoutineChecks checks,
            CurrentDeclarations declared,
            RoutineReaders readers,
            TaskForms tasks,
            Audit audit,
            Clock clock) {
        this.checks = checks;
        this.declared = declared;
        this.readers = readers;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public boolean handles(String form) {
        return FORM.equals(form);
    }

    @Override
    public void onCompletion(TaskCompletion completion) {
        var judgement = completion.field("judgement");
        checks.sign(
                completion.processInstance(),
                judgement,
                completion.field("judgementNote"),
                completion.by(),
                clock.instant());
        audit.record(
                "system",
                completion.by(),
                "routine.signed-off",
                Map.of("process", completion.processInstance(), "judgement", judgement));
    }

    /** Completes the task with the person's rights. Throws {@link TaskRefused} if it is over or not theirs. */
    public void sign(UUID check, Person by, String judgement, String note) {
        var found = checks.find(check);
        found.map(one -> declared.get().routines().get(one.routine()))
                .filter(routine -> !readers.maySign(routine.kind(), by))
                .ifPresent(routine -> {
                    throw new TaskRefused(403, "Your roles don't allow this.", null);
                });
        var open = found.map(RoutineCheck::processInstance)
                .flatMap(process -> tasks.open(process, Set.of(FORM), RunRoutineCheck.CHECK.name(), check.toString()))
                .orElseThrow(() -> new TaskRefused(409, "This check does not wait for a sign-off.", null));
        tasks.complete(by, open, Map.of("judgement", judgement, "judgementNote", note), null);
    }
}
