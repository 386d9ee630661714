package dev.firebreak.oncall.ack;

import dev.firebreak.catalog.CurrentCatalog;
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
import java.util.Optional;
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
    private final CurrentCatalog catalog;
    private final Clock clock;

    AckService(
            AckLinks links,
            Incidents incidents,
            Timeline timeline,
            Lifecycle lifecycle,
            CurrentCatalog catalog,
            Clock clock) {
        this.links = links;
        this.incidents = incidents;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** The incidents of the link; empty if no link has this token. */
    public List<IncidentId> incidents(String token) {
        return links.find(token).stream().map(AckLink::incident).toList();
    }

    /** What the link's page shows of one of its incidents. */
    public AckAnswer look(String token, IncidentId incident) {
        return link(token, incident).map(this::shown).orElse(new Unknown());
    }

    /**
     * Acknowledges one incident of the link. The first click counts; link and acknowledgement commit together, so a
     * click that was cut short can be repeated.
     */
    @Transactional
    public AckAnswer press(String token, IncidentId incident) {
        var answer = look(token, incident);
        if (!(answer instanceof Ready ready)) {
            return answer;
        }
        var link = link(token, incident).orElseThrow();
        if (!links.use(token, incident)) {
            return look(token, incident);
        }
        return lifecycle.acknowledged(link.incident(), link.person())
                ? new Done(ready.incident())
                : new Before(ready.incident(), first(incidents.get(link.incident())));
    }

    /** The other incidents that wait for the person of this link; none if it is unknown or too old. */
    List<IncidentId> others(String token) {
        var own = links.find(token).stream()
                .filter(link -> !link.isExpired(clock.instant()))
                .toList();
        return own.isEmpty()
                ? List.of()
                : links.others(
                        own.get(0).person(), own.stream().map(AckLink::incident).toList());
    }

    /** Acknowledges another incident that waits for the same person. Returns whether it counts. */
    @Transactional
    public boolean pressOther(String token, IncidentId other) {
        var person = links.find(token).get(0).person();
        return links.useAll(person, other) && lifecycle.acknowledged(other, person);
    }

    private Optional<AckLink> link(String token, IncidentId incident) {
        return links.find(token).stream()
                .filter(link -> link.incident().equals(incident))
                .findFirst();
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
        var name = catalog.current().contact(by).map(contact -> contact.name()).orElse(by);
        return new First(
                name, timeline.when(incident.id(), Milestone.ACKNOWLEDGED).orElse(null));
    }
}
