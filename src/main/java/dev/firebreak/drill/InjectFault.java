package dev.firebreak.drill;

import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.Fault;
import dev.firebreak.text.Text;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Injects the fault of a drill, if it may still be. What fails is said, and taken back like a success. A node that slept
 * meanwhile takes its fault back at once.
 */
@Component
class InjectFault implements ExternalTaskHandler {

    private static final Logger LOG = LoggerFactory.getLogger(InjectFault.class);
    private static final int WORDS = 900;

    private final Drills drills;
    private final DrillScenarios scenarios;
    private final FaultReversal reversal;
    private final Incidents incidents;
    private final TransactionTemplate transaction;
    private final Clock clock;

    InjectFault(
            Drills drills,
            DrillScenarios scenarios,
            FaultReversal reversal,
            Incidents incidents,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.drills = drills;
        this.scenarios = scenarios;
        this.reversal = reversal;
        this.incidents = incidents;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "drill.inject-fault";
    }

    @Override
    public Map<String, Object> perform(ExternalTask task) throws Exception {
        var drill = drills.get(task.get(DrillVariables.DRILL));
        if (drill.isOver()) {
            return answer(false);
        }
        var scenario = scenarios.stillPossible(drill);
        var refusal = scenario.isEmpty() ? Optional.of(scenarios.whyImpossible(drill)) : refusal(drill);
        if (refusal.isPresent()) {
            drills.injected(drill.id(), Text.shown(Drills.NOT_INJECTED + refusal.get(), WORDS));
            return answer(false);
        }
        drills.injecting(drill.id(), clock.instant());
        var injected = inject(drill, scenario.get());
        var after = drills.get(drill.id());
        if (after.isOver()) {
            reversal.revert(after);
            return answer(false);
        }
        return answer(injected);
    }

    private Optional<String> refusal(Drill drill) {
        if (!clock.instant().isBefore(drill.detectBy())) {
            return Optional.of("it comes too late");
        }
        return incidents.isRealOpen(DrillOrders.SERIOUS) ? Optional.of("a real P1 or P2 is open") : Optional.empty();
    }

    private boolean inject(Drill drill, DrillScenarios.Scenario scenario) throws Exception {
        try {
            var words = scenario.fault().inject(scenario.target(), drill.id(), new Recorded(drill.id()));
            drills.injected(drill.id(), Text.shown(words, WORDS));
            return true;
        } catch (RuntimeException | java.io.IOException e) {
            LOG.warn("The fault of drill {} can't be injected", drill.id(), e);
            drills.injected(drill.id(), Text.shown(Drills.NOT_INJECTED + e.getMessage(), WORDS));
            return false;
        }
    }

    private static Map<String, Object> answer(boolean injected) {
        return Map.of(DrillVariables.INJECTED.name(), injected);
    }

    /** An injection that the drill's row records. */
    private final class Recorded implements Fault.Injection {

        private final UUID id;

        Recorded(UUID id) {
            this.id = id;
        }

        @Override
        public Optional<String> earlier() {
            return drills.token(id);
        }

        @Override
        public void changes(String token) {
            transaction.executeWithoutResult(status -> {
                requireWanted(drills.lock(id));
                drills.changes(id, token);
            });
        }

        @Override
        public void requireWanted() {
            requireWanted(drills.get(id));
        }

        private void requireWanted(Drill drill) {
            if (drill.isOver() || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("the drill ended meanwhile");
            }
        }
    }
}
