package dev.firebreak.comms.announce;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_TEXT;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageModel;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.PracticeRecipients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The messages of an update before a person sends it: by the same templates, facts and rules of publication as the
 * announcement that follows.
 */
@Component
public class UpdatePreview {

    private static final String UPDATE = "update";

    private final AudienceMessages messages;
    private final PublicationCheck publication;
    private final MessageModel model;
    private final PracticeRecipients recipients;
    private final IncidentMembers members;

    UpdatePreview(
            AudienceMessages messages,
            PublicationCheck publication,
            MessageModel model,
            PracticeRecipients recipients,
            IncidentMembers members) {
        this.messages = messages;
        this.publication = publication;
        this.model = model;
        this.recipients = recipients;
        this.members = members;
    }

    /**
     * An update that a person is writing.
     *
     * @param command the key of the form, or the name of the message, that gives it
     * @param audiences of the catalogue
     * @param isNamed whether the person chose the audience
     * @param isByCommander whether the person can speak for the incident
     * @param status the new status of the incident, such as {@code monitoring}; empty if it stays
     * @param variables of the process, for the next update and the impact
     */
    public record Draft(
            IncidentId incident,
            String command,
            List<String> audiences,
            boolean isNamed,
            boolean isByCommander,
            String text,
            String status,
            Map<String, Object> variables) {}

    /**
     * A message with those who get it.
     *
     * @param people their full names
     */
    public record Mail(List<String> people, String subject, String text) {}

    /**
     * All messages of the update.
     *
     * @param unheard the audiences that hear nothing until a commander writes to them
     */
    public record Shown(List<Mail> mails, List<String> unheard) {}

    /** The messages as they will be sent, apart from times and the newest lines of the timeline. */
    public Shown of(Draft draft) {
        var facts = facts(draft);
        var practice = recipients.of(draft.incident());
        if (practice.isPresent()) {
            return new Shown(mails(messages.toPeople(practice.get().people(), UPDATE, facts)), List.of());
        }
        if (members.isRestricted(draft.incident())) {
            var people = members.of(draft.incident()).stream()
                    .map(IncidentMembers.Member::person)
                    .toList();
            return new Shown(mails(messages.toPeople(people, UPDATE, facts)), List.of());
        }
        var heard = new ArrayList<String>();
        var unheard = new ArrayList<String>();
        for (var audience : draft.audiences()) {
            var hears = publication.willHear(audience, draft.command(), draft.isNamed(), draft.isByCommander());
            (hears ? heard : unheard).add(audience);
        }
        return new Shown(mails(messages.of(heard, UPDATE, facts)), unheard);
    }

    private Map<String, Object> facts(Draft draft) {
        var variables = new HashMap<>(draft.variables());
        variables.put(UPDATE_TEXT.name(), draft.text());
        var facts = model.of(draft.incident(), publication.words(draft.incident(), variables, UPDATE));
        if (!draft.status().isEmpty()) {
            facts.put("status", draft.status());
        }
        return facts;
    }

    private static List<Mail> mails(Map<Contact, Message> messages) {
        var people = new LinkedHashMap<Message, List<String>>();
        messages.forEach((contact, message) ->
                people.computeIfAbsent(message, same -> new ArrayList<>()).add(contact.name()));
        return people.entrySet().stream()
                .map(mail -> new Mail(
                        mail.getValue(), mail.getKey().subject(), mail.getKey().text()))
                .toList();
    }
}
