package dev.firebreak.lifecycle.command;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.text.Text;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds notes of people and members at any time, also after the incident has ended. */
@Component
@Transactional
class IncidentNotes {

    private static final int MAX_EXCERPT_LENGTH = 300;

    private final Incidents incidents;
    private final IncidentMembers members;
    private final Timeline timeline;
    private final DisplayNames names;

    IncidentNotes(Incidents incidents, IncidentMembers members, Timeline timeline, DisplayNames names) {
        this.incidents = incidents;
        this.members = members;
        this.timeline = timeline;
        this.names = names;
    }

    /** Adds a member and says so on the timeline. */
    void addMember(IncidentId incident, String person, String by) {
        members.add(incidents.get(incident).id(), person, IncidentMembers.Part.ADDED);
        timeline.add(incident, "Member added: " + names.of(person), by);
    }

    /** The timeline entry contains the beginning of the text; its details contain the whole text. */
    void add(IncidentId incident, String what, String text, String by) {
        incidents.get(incident);
        timeline.decide(incident, Decision.NOTE_ADDED, what + ": " + Text.shown(text, MAX_EXCERPT_LENGTH), by, text);
    }
}
