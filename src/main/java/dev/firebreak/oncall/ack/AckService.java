package dev.firebreak.oncall.ack;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.oncall.ack.AckAnswer.Before;
import dev.firebreak.oncall.ack.AckAnswer.Done;
import dev.firebreak.oncall.ack.AckAnswer.Expired;
import dev.firebreak.oncall.ack.AckAnswer.First;
import dev.firebreak.oncall.ack.AckAnswer.Over;
import dev.firebreak.oncall.ack.AckAnswer.Ready;
import dev.firebreak.oncall.ack.AckAnswer.Unknown;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Acknowledges incidents by link. Looking at a link changes nothing, because mail scanners open links (guarantees.md
 * G11).
 */
@Component
class AckService {

    private final AckLinks links;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Lifecycle lifecycle;
    private final Catalog catalog;
    private final Clock clock;

    AckService(
            AckLinks links, Incidents incidents, Timeline timeline, Lifecycle lifecycle, Catalog catalog, Clock clock) {
        this.links = links;
        this.incidents = incidents;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** What the link's page shows. */
    public AckAnswer look(String token) {
        return links.find(token).map(this::shown).orElse(new Unknown());
    }

    /** Acknowledges the incident. The first click counts; link and acknowledgement commit together. */
    @Transactional
    public AckAnswer press(String token) {
        var answer = look(token);
        if (!(answer instanceof Ready ready)) {
            return answer;
        }
        var link = links.find(token).orElseThrow();
        if (!links.use(token)) {
            return look(token);
        }
        return lifecycle.acknowledged(link.incident(), link.person())
                ? new Done(ready.incident())
                : new Before(ready.incident(), first(incidents.get(link.incident())));
    }

    /** The other pages that wait for the person of this link; none if it is unknown or too old. */
    List<IncidentId> others(String token) {
        return links.find(token)
                .filter(link -> !link.isExpired(clock.instant()))
                .map(links::others)
                .orElse(List.of());
    }

    /** Acknowledges another page of the same person. Returns whether it counts. */
    @Transactional
    public boolean pressOther(String token, IncidentId other) {
        var person = links.find(token).orElseThrow().person();
        return links.useAll(person, other) && lifecycle.acknowledged(other, person);
    }

    private AckAnswer shown(AckLink link) {
        var incident = incidents.get(link.incident());
        if (link.usedAt() != null) {
            return new Before(incident, first(incident));
        }
        if (!incident.isOpen()) {
            return new Over(incident);
        }
        return link.isExpired(clock.instant()) ? new Expired(incident) : new Ready(incident, first(incident));
    }

    private First first(Incident incident) {
        var by = incident.acknowledgedBy();
        if (by == null) {
            return null;
        }
        var name = catalog.contact(by).map(contact -> contact.name()).orElse(by);
        return new First(
                name, timeline.when(incident.id(), Milestone.ACKNOWLEDGED).orElse(null));
    }
}
