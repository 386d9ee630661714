package dev.firebreak.incident;

import java.util.Map;
import java.util.Optional;

/**
 * Work for an incident that is no step of its process and does not run until a person tries it again, because it ended
 * nodes or fails always (guarantees.md A19). Each kind of such work is one bean.
 */
public interface ParkedWork {

    /**
     * @param id of the kind, by which a person tries it again
     * @param what the work, as a person reads it
     */
    record Parked(String id, String what, String why) {}

    Optional<Parked> of(IncidentId incident);

    /** Of all incidents that have some, for lists. */
    Map<IncidentId, Parked> all();

    /** Lets the work run again; it joins the caller's transaction. Answers false if none is parked. */
    boolean retry(IncidentId incident);
}
