package dev.firebreak.probe.declaration;

import dev.firebreak.probe.HeartbeatDeclaration;
import dev.firebreak.probe.Probe;
import dev.firebreak.probe.RoutineDeclaration;
import java.util.Map;

/**
 * All that is declared, at one moment.
 *
 * @param probes by name, in the order of the files
 * @param heartbeats by name, in the order of the files
 * @param routines by name, in the order of the files
 */
public record Declarations(
        Map<String, Probe> probes,
        Map<String, HeartbeatDeclaration> heartbeats,
        Map<String, RoutineDeclaration> routines) {

    public static final Declarations NONE = new Declarations(Map.of(), Map.of(), Map.of());
}
