package dev.firebreak.probe.routine;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.alert.internal.InternalAlert;
import dev.firebreak.alert.internal.InternalAlertOutbox;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.ProcessStarts;
import dev.firebreak.probe.RoutineDeclaration;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.declaration.ProbeSettings;
import dev.firebreak.probe.routine.RoutineChecks.RoutineCheck;
import dev.firebreak.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Begins routine checks that are due: the row and the process commit together, and the row is there once for each time,
 * so two nodes begin a check once. One that was due while Firebreak was down begins late; earlier ones, those that do
 * not end, and those that nobody signs off are alerts.
 */
@Component
class RoutineSchedule implements BackgroundWork {

    private static final String PROCESS = "routine-check";
    private static final String ALERT = "routine ";

    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Duration TAKES = Duration.ofHours(1);
    private static final Duration SIGNED_WITHIN = Duration.ofDays(2);

    private static final Logger log = LoggerFactory.getLogger(RoutineSchedule.class);

    private final CurrentDeclarations declared;
    private final RoutineChecks checks;
    private final ProcessStarts processes;
    private final InternalAlertOutbox alerts;
    private final ProbeSettings settings;
    private final NodeGate gate;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final BackgroundLoop loop = new BackgroundLoop(STEPS, "routine-checks", EVERY, this::look);

    RoutineSchedule(
            CurrentDeclarations declared,
            RoutineChecks checks,
            ProcessStarts processes,
            InternalAlertOutbox alerts,
            ProbeSettings settings,
            NodeGate gate,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.declared = declared;
        this.checks = checks;
        this.processes = processes;
        this.alerts = alerts;
        this.settings = settings;
        this.gate = gate;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Begins what is due, and raises an alert for what was missed. */
    void look() {
        if (gate.isOpen()) {
            for (var routine : declared.get().routines().values()) {
                try {
                    look(routine);
                } catch (RuntimeException e) {
                    log.warn("The routine check {} can't begin; the next round tries again", routine.name(), e);
                }
            }
        }
    }

    private void look(RoutineDeclaration routine) {
        var now = clock.instant();
        var last = checks.latest(routine.name(), 1).stream().findFirst();
        var due = routine.lastDue(now);
        if (last.isEmpty() || last.get().dueAt().isBefore(due)) {
            transaction.executeWithoutResult(status -> begin(routine, due, now));
        }
        transaction.executeWithoutResult(status -> trouble(routine, last, due, now)
                .ifPresentOrElse(
                        words -> alerts.fire(ALERT + routine.name(), alert(routine, words)),
                        () -> alerts.resolve(ALERT + routine.name())));
    }

    private void begin(RoutineDeclaration routine, Instant due, Instant now) {
        var id = UUID.randomUUID();
        if (checks.begin(id, routine.name(), due, now)) {
            checks.belongsTo(
                    id,
                    processes.start(
                            PROCESS,
                            Map.of(
                                    RunRoutineCheck.CHECK.name(),
                                    id.toString(),
                                    RunRoutineCheck.TITLE.name(),
                                    routine.name() + " of " + TimeText.of(due))));
            log.info("The routine check {} of {} begins", routine.name(), due);
        }
    }

    /**
     * What is wrong with the schedule, in words.
     *
     * @param last the newest check before this round
     */
    private static Optional<String> trouble(
            RoutineDeclaration routine, Optional<RoutineCheck> last, Instant due, Instant now) {
        if (last.isEmpty()) {
            return Optional.empty();
        }
        var check = last.get();
        if (check.dueAt().isBefore(routine.dueBefore(due))) {
            return Optional.of("was not made at " + TimeText.of(routine.dueBefore(due)));
        }
        if (check.endedAt() == null && now.isAfter(check.dueAt().plus(TAKES))) {
            return Optional.of("of " + TimeText.of(check.dueAt()) + " has no result");
        }
        return check.wantsPerson()
                        && check.signedAt() == null
                        && now.isAfter(check.endedAt().plus(SIGNED_WITHIN))
                ? Optional.of("of " + TimeText.of(check.dueAt()) + " is not signed off: " + check.summary())
                : Optional.empty();
    }

    private static InternalAlert alert(RoutineDeclaration routine, String words) {
        return new InternalAlert(
                "firebreak-probes",
                "routine " + routine.name(),
                "RoutineCheckMissed",
                "firebreak",
                "high",
                "Routine check " + routine.name() + " " + words,
                "The page Probes shows it and has its sign-off.",
                null,
                null,
                null,
                Map.of("routine", routine.name(), "check", routine.kind()));
    }

    @Override
    public boolean isAutoStartup() {
        return settings.background();
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
