package dev.firebreak.postmortem.conformance;

import dev.firebreak.incident.IncidentId;
import java.util.List;

/** Port: compares what happened in an incident with what its process expected. */
public interface Conformance {

    /** The deviations in their order; empty if everything went as drawn. */
    List<Deviation> of(IncidentId incident);
}
