package dev.firebreak.drill;

import dev.firebreak.engine.ProcessVariable;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The variables of {@code processes/drill.bpmn}. */
final class DrillVariables {

    static final ProcessVariable<UUID> DRILL = ProcessVariable.text("drillId", UUID::fromString);
    static final ProcessVariable<String> TITLE = ProcessVariable.text("drillTitle");
    static final ProcessVariable<Instant> DETECT_BY = ProcessVariable.instant("detectBy");
    static final ProcessVariable<Instant> END_BY = ProcessVariable.instant("endBy");
    static final ProcessVariable<Boolean> INJECTED = ProcessVariable.flag("faultInjected");

    private DrillVariables() {}

    static Map<String, Object> of(Drill drill) {
        return Map.of(
                DRILL.name(), drill.id().toString(),
                TITLE.name(), drill.scenario() + " on " + drill.target(),
                DETECT_BY.name(), drill.detectBy().toString(),
                END_BY.name(), drill.endBy().toString());
    }
}
