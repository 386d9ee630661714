package dev.firebreak.escalation;

import dev.firebreak.access.FourEyes;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.ExternalContact;
import dev.firebreak.escalation.ExternalEscalation.State;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.text.Hash;
import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/**
 * Escalates incidents to parties outside. Data leaves the house only as a text that one person wrote and another one
 * approved, word for word and with the address to which it goes.
 */
@Service
public class ExternalEscalationService {

    private static final int SUBJECT = 150;
    private static final int BODY = 5_000;
    private static final int REPLY = 2_000;

    private final ExternalEscalations escalations;
    private final Incidents incidents;
    private final Timeline timeline;
    private final CurrentCatalog catalog;
    private final FourEyes fourEyes;
    private final Clock clock;

    ExternalEscalationService(
            ExternalEscalations escalations,
            Incidents incidents,
            Timeline timeline,
            CurrentCatalog catalog,
            @Value("${firebreak.four-eyes:enforce}") FourEyes fourEyes,
            Clock clock) {
        this.escalations = escalations;
        this.incidents = incidents;
        this.timeline = timeline;
        this.catalog = catalog;
        this.fourEyes = fourEyes;
        this.clock = clock;
    }

    /** The newest first. */
    public List<ExternalEscalation> of(IncidentId incident) {
        return escalations.of(incidents.get(incident).id());
    }

    /** Writes what is to leave; nothing leaves yet. Throws {@link FieldInvalid}, or 409 if the incident is over. */
    @Transactional
    public ExternalEscalation write(IncidentId incident, String contact, String subject, String text, String by) {
        if (!incidents.get(incident).isOpen()) {
            throw refused(HttpStatus.CONFLICT, "The incident is over.");
        }
        var party = party(contact);
        var body = line("subject", subject) + "\n\n" + block("text", text, BODY);
        var written = new ExternalEscalation(
                UUID.randomUUID(),
                party.id(),
                party.name(),
                party.mail(),
                body,
                hash(party, body),
                State.WAITING,
                by,
                clock.instant(),
                null,
                null,
                null,
                null);
        escalations.add(incident, written);
        timeline.add(incident, "Escalation to " + party.name() + " written; it waits for an approval", by, body);
        return written;
    }

    /**
     * Lets it leave.
     *
     * @param sha256 of the text and the address that the person read
     */
    @Transactional
    public void approve(IncidentId incident, UUID id, String sha256, String by) {
        var one = find(incident, id);
        if (!incidents.get(incident).isOpen()) {
            throw refused(HttpStatus.CONFLICT, "The incident is over: withdraw it.");
        }
        var isOwn = one.writtenBy().equals(by);
        if (isOwn && fourEyes == FourEyes.ENFORCE) {
            throw refused(HttpStatus.FORBIDDEN, "Somebody else must approve: you wrote it.");
        }
        if (!Objects.equals(party(one.contact()).mail(), one.mail())) {
            throw refused(
                    HttpStatus.CONFLICT, "The catalogue has another address by now: withdraw it and write it again.");
        }
        var hasMail = one.mail() != null;
        if (!escalations.approve(id, sha256, hasMail ? State.DUE : State.BY_HAND, by)) {
            throw refused(
                    HttpStatus.CONFLICT, "This text no longer waits for approval, or it has changed. Read it again.");
        }
        timeline.add(
                incident,
                "Escalation to " + one.contactName() + " approved" + (isOwn ? " by the person who wrote it" : "")
                        + (hasMail ? "" : "; it has no mail address, so somebody calls"),
                by);
    }

    @Transactional
    public void withdraw(IncidentId incident, UUID id, String by) {
        var one = find(incident, id);
        if (!escalations.withdraw(id)) {
            throw refused(HttpStatus.CONFLICT, "It no longer waits for approval.");
        }
        timeline.add(incident, "Escalation to " + one.contactName() + " withdrawn", by);
    }

    /** What the party said, as a note. */
    @Transactional
    public void reply(IncidentId incident, UUID id, String text, String by) {
        var one = find(incident, id);
        timeline.decide(
                incident, Decision.NOTE_ADDED, "Reply of " + one.contactName() + ": " + block("text", text, REPLY), by);
    }

    private ExternalEscalation find(IncidentId incident, UUID id) {
        return escalations
                .find(incidents.get(incident).id(), id)
                .orElseThrow(() -> refused(HttpStatus.NOT_FOUND, "The incident has no such escalation."));
    }

    private ExternalContact party(String id) {
        var party = id == null ? null : catalog.current().externals().get(id);
        if (party == null) {
            throw new FieldInvalid("contact", "must be one of the catalogue's externals");
        }
        return party;
    }

    private static String hash(ExternalContact party, String body) {
        return Hash.sha256(party.id() + "\n" + (party.mail() == null ? "" : party.mail()) + "\n" + body);
    }

    private static String line(String field, String text) {
        if (text == null || text.isBlank() || text.strip().length() > SUBJECT) {
            throw new FieldInvalid(field, "has 1 to " + SUBJECT + " characters");
        }
        return Text.shown(text, SUBJECT);
    }

    private static String block(String field, String text, int longest) {
        if (text == null || text.isBlank() || text.strip().length() > longest) {
            throw new FieldInvalid(field, "has 1 to " + longest + " characters");
        }
        return Text.block(text.strip().replace("\r\n", "\n"), longest);
    }

    private static ErrorResponseException refused(HttpStatus status, String why) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, why), null);
    }
}
