package dev.firebreak.drill;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Target;
import dev.firebreak.text.Text;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Injects the fault of a drill, if the catalogue still allows it. What fails is said, and taken back like a success. */
@Component
class InjectFault implements ExternalTaskHandler {

    private static final Logger LOG = LoggerFactory.getLogger(InjectFault.class);
    private static final int WORDS = 900;

    private final Drills drills;
    private final DrillScenarios scenarios;
    private final CurrentCatalog catalog;
    private final Clock clock;

    InjectFault(Drills drills, DrillScenarios scenarios, CurrentCatalog catalog, Clock clock) {
        this.drills = drills;
        this.scenarios = scenarios;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "drill.inject-fault";
    }

    @Override
    public Map<String, Object> perform(ExternalTask task) throws Exception {
        var drill = drills.get(task.get(DrillVariables.DRILL));
        if (drill.abortReason() != null) {
            return answer(false);
        }
        var fault = scenarios.fault(drill.scenario());
        var target = catalog.current().target(drill.target()).filter(Target::drills);
        if (fault.isEmpty() || target.isEmpty()) {
            drills.injected(drill.id(), "not injected: the catalogue no longer allows it");
            return answer(false);
        }
        drills.injecting(drill.id(), clock.instant());
        try {
            drills.injected(drill.id(), Text.shown(fault.get().inject(target.get(), drill.id()), WORDS));
            return answer(true);
        } catch (RuntimeException | java.io.IOException e) {
            LOG.warn("The fault of drill {} can't be injected", drill.id(), e);
            drills.injected(drill.id(), Text.shown("not injected: " + e.getMessage(), WORDS));
            return answer(false);
        }
    }

    private static Map<String, Object> answer(boolean injected) {
        return Map.of(DrillVariables.INJECTED.name(), injected);
    }
}
