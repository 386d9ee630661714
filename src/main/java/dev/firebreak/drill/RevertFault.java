package dev.firebreak.drill;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.text.Text;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes back the fault of a drill, and tries again for a day: nothing else would. */
@Component
class RevertFault implements ExternalTaskHandler {

    private static final List<Duration> RETRIES = Collections.nCopies(24 * 60, Duration.ofMinutes(1));
    private static final int WORDS = 900;

    private final Drills drills;
    private final DrillScenarios scenarios;
    private final CurrentCatalog catalog;
    private final Clock clock;

    RevertFault(Drills drills, DrillScenarios scenarios, CurrentCatalog catalog, Clock clock) {
        this.drills = drills;
        this.scenarios = scenarios;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "drill.revert-fault";
    }

    @Override
    public List<Duration> retries() {
        return RETRIES;
    }

    @Override
    public Map<String, Object> perform(ExternalTask task) throws Exception {
        var drill = drills.get(task.get(DrillVariables.DRILL));
        if (drill.injectedAt() == null) {
            drills.reverted(drill.id(), "nothing was injected", clock.instant());
            return Map.of();
        }
        var fault = scenarios
                .fault(drill.scenario())
                .orElseThrow(() -> new IllegalStateException("this version knows no fault " + drill.scenario()));
        var target = catalog.current()
                .target(drill.target())
                .orElseThrow(() -> new IllegalStateException(
                        "the catalogue no longer has the target " + drill.target() + ": add it again"));
        drills.reverted(drill.id(), Text.shown(fault.revert(target, drill.id()), WORDS), clock.instant());
        return Map.of();
    }
}
