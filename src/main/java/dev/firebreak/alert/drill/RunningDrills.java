package dev.firebreak.alert.drill;

import dev.firebreak.incident.IncidentId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Port to the drills that run. Each call joins the caller's transaction. */
public interface RunningDrills {

    /**
     * A drill whose fault is in.
     *
     * @param incident of the drill, or null while no alert has shown it
     */
    record RunningDrill(UUID id, String service, IncidentId incident) {}

    /** Those on these services, locked until the transaction ends. */
    List<RunningDrill> lock(Collection<String> services);

    /** An alert shows the drill's fault and opens this incident, in the same transaction. */
    void detected(UUID drill, IncidentId incident);
}
