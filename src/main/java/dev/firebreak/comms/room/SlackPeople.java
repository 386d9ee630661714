package dev.firebreak.comms.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Person;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whose account a Slack user has: the contact of the catalogue with the mail address that Slack verified. */
@Component
class SlackPeople {

    private final SlackWebApi slack;
    private final CurrentCatalog catalog;
    private final Accounts accounts;

    SlackPeople(SlackWebApi slack, CurrentCatalog catalog, Accounts accounts) {
        this.slack = slack;
        this.catalog = catalog;
        this.accounts = accounts;
    }

    /** Empty for a user whom Firebreak does not know. */
    Optional<Person> find(String user) {
        var known = slack.call("users.info", Map.of("user", user)).path("user");
        if (!isOurs(known)) {
            return Optional.empty();
        }
        var mail = known.at("/profile/email").asText();
        return catalog.current().contacts().values().stream()
                .filter(contact -> contact.isPerson() && !mail.isBlank() && mail.equalsIgnoreCase(contact.mail()))
                .map(Contact::id)
                .findFirst()
                .flatMap(accounts::find);
    }

    /** A person of the bot's workspace who has shown that the mail address is theirs. */
    private boolean isOurs(JsonNode user) {
        var team = slack.call("auth.test", Map.of()).path("team_id").asText();
        return !user.path("deleted").asBoolean(true)
                && !user.path("is_bot").asBoolean(true)
                && user.path("is_email_confirmed").asBoolean()
                && !team.isBlank()
                && team.equals(user.path("team_id").asText());
    }
}
