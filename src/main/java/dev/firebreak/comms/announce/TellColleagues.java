package dev.firebreak.comms.announce;

import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.ColleaguesToTell;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.TreeSet;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Sends an update to the audiences of the own team while the incident is open; its timeline says the rest. */
@Component
class TellColleagues {

    private final AnnouncementSettings settings;
    private final Incidents incidents;
    private final Lifecycle lifecycle;

    TellColleagues(AnnouncementSettings settings, Incidents incidents, Lifecycle lifecycle) {
        this.settings = settings;
        this.incidents = incidents;
        this.lifecycle = lifecycle;
    }

    @EventListener
    void on(ColleaguesToTell event) {
        if (incidents.get(event.incident()).isOpen()) {
            var inside = String.join(",", new TreeSet<>(settings.inside()));
            lifecycle.updateGiven(event.incident(), event.text(), inside, null, event.by());
        }
    }
}
