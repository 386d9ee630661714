package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.text.Text;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people write down about an incident, at any time, also after its end. */
@Component
@Transactional
public class NotesController {

    private static final int FIRST_WORDS = 300;

    private final Incidents incidents;
    private final Timeline timeline;

    public NotesController(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    /** The first words stand in the line itself; all of it in its details. */
    public void add(IncidentId incident, String what, String text, String by) {
        incidents.get(incident);
        timeline.add(incident, what + ": " + Text.shown(text, FIRST_WORDS), by, text);
    }
}
