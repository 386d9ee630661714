package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Text;
import dev.firebreak.incident.Timeline;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people write down about an incident, at any time, also after its end. */
@Component
@Transactional
class Notes {

    private static final int FIRST_WORDS = 300;

    private final Lifecycle lifecycle;
    private final Incidents incidents;
    private final Timeline timeline;

    Notes(Lifecycle lifecycle, Incidents incidents, Timeline timeline) {
        this.lifecycle = lifecycle;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    /** The incident and what was said about it: both or neither. */
    IncidentId declare(Orders.Declaration said, String by) {
        var id = lifecycle.declare(new Report(
                said.title(), said.service(), said.symptom(), null, by, said.details(), false, said.statedFacts()));
        if (said.details() != null && !said.details().isBlank()) {
            add(id, "First report", said.details(), by);
        }
        return id;
    }

    /** The first words stand in the line itself; all of it in its details. */
    void add(IncidentId incident, String what, String text, String by) {
        incidents.get(incident);
        timeline.add(incident, what + ": " + Text.shown(text, FIRST_WORDS), by, text);
    }
}
