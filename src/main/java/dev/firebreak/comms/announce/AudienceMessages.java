package dev.firebreak.comms.announce;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.comms.message.Message;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.comms.message.Readers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes the message of each contact of some audiences, in the words for its readers. */
@Component
class AudienceMessages {

    private final CurrentCatalog catalog;
    private final PublicationCheck publication;
    private final MessageTemplates templates;

    AudienceMessages(CurrentCatalog catalog, PublicationCheck publication, MessageTemplates templates) {
        this.catalog = catalog;
        this.publication = publication;
        this.templates = templates;
    }

    /** One message for each contact, even if several audiences contain it: an internal one counts first. */
    Map<Contact, Message> of(List<String> audiences, String kind, Map<String, Object> facts) {
        var messages = new LinkedHashMap<Contact, Message>();
        for (var readers : Readers.values()) {
            var people = audiences.stream()
                    .filter(name -> publication.readers(name) == readers)
                    .flatMap(name -> contacts(name).stream())
                    .toList();
            if (!people.isEmpty()) {
                var message =
                        templates.write(readers, readers == Readers.CUSTOMERS ? forCustomers(facts) : kind, facts);
                people.forEach(person -> messages.putIfAbsent(person, message));
            }
        }
        return messages;
    }

    /** What customers get is always an approved text; its frame follows the status. */
    private static String forCustomers(Map<String, Object> facts) {
        return switch (String.valueOf(facts.get("status"))) {
            case "investigating" -> "initial";
            case "resolved", "closed" -> "resolved";
            default -> "update";
        };
    }

    /** The same message for each of these people whom the catalogue has. */
    Map<Contact, Message> toPeople(List<String> logins, String kind, Map<String, Object> facts) {
        var messages = new LinkedHashMap<Contact, Message>();
        var people = logins.stream()
                .flatMap(login -> catalog.current().contact(login).stream())
                .toList();
        if (!people.isEmpty()) {
            var message = templates.write(kind, facts);
            people.forEach(person -> messages.putIfAbsent(person, message));
        }
        return messages;
    }

    /** The people of an audience; none if the catalogue does not have it. */
    List<Contact> contacts(String audience) {
        return catalog.current().audiences().getOrDefault(audience, List.of());
    }
}
