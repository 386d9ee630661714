package dev.firebreak.drill;

import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes back the fault of a drill, and tries again for a day. */
@Component
class RevertFault implements ExternalTaskHandler {

    private static final List<Duration> RETRIES = Collections.nCopies(24 * 60, Duration.ofMinutes(1));

    private final Drills drills;
    private final FaultReversal reversal;

    RevertFault(Drills drills, FaultReversal reversal) {
        this.drills = drills;
        this.reversal = reversal;
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
        if (drill.revertedAt() == null) {
            reversal.revert(drill);
        }
        return Map.of();
    }
}
