package dev.firebreak.comms.room;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.comms.channel.slack.SlackText;
import dev.firebreak.comms.message.Links;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.command.IncidentActions;
import dev.firebreak.lifecycle.command.IncidentRequests;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * What people say to Firebreak in Slack: the state of an incident, a note, an acknowledgement. Nothing here decides about
 * a step: an approval needs the board, where the whole plan is seen and the login is Firebreak's own.
 */
@Component
class SlackCommands {

    private static final int ANSWER = 2_900;
    private static final String HELP =
            "status [id], ack [id], note [id] text. In the channel of an incident, the id may be left out.";

    private final Rooms rooms;
    private final Incidents incidents;
    private final IncidentActions actions;
    private final DisplayNames names;
    private final Links links;

    SlackCommands(Rooms rooms, Incidents incidents, IncidentActions actions, DisplayNames names, Links links) {
        this.rooms = rooms;
        this.incidents = incidents;
        this.actions = actions;
        this.names = names;
        this.links = links;
    }

    /** Answers a command in plain words, for its sender only. */
    String answer(String text, String channel, Person person) {
        var words = text.strip().split("\\s+", 2);
        var rest = words.length < 2 ? "" : words[1];
        var named = rest.split("\\s+", 2);
        var isNamed = IncidentId.isForm(named[0]);
        var incident = isNamed ? Optional.of(new IncidentId(named[0])) : rooms.incidentOf(channel);
        var said = !isNamed ? rest : named.length < 2 ? "" : named[1];
        try {
            return SlackText.escaped(
                    incident.map(id -> run(words[0], id, said, person)).orElse(HELP), ANSWER, "…");
        } catch (ErrorResponseException refused) {
            return SlackText.escaped("Not done: " + refused.getBody().getDetail(), ANSWER, "…");
        }
    }

    private String run(String word, IncidentId id, String said, Person person) {
        incidents.requireVisible(id, person.id());
        return switch (word) {
            case "status" -> status(id);
            case "ack" -> acknowledge(id, person);
            case "note" -> note(id, said, person);
            case "approve", "decline" ->
                "Steps are approved on the board only, where their whole plan is: " + links.incident(id);
            default -> HELP;
        };
    }

    private String status(IncidentId id) {
        var incident = incidents.get(id);
        return id + " " + (incident.severity() == null ? "not assessed" : incident.severity()) + ", "
                + incident.status().word() + ", commander: "
                + (incident.commander() == null ? "unassigned" : names.of(incident.commander())) + ". "
                + links.incident(id);
    }

    private String acknowledge(IncidentId id, Person person) {
        if (!works(person)) {
            return "Only responders and commanders acknowledge.";
        }
        return actions.acknowledge(id, person.id())
                ? "Acknowledged. The escalation has stopped."
                : names.of(incidents.get(id).acknowledgedBy()) + " acknowledged it before.";
    }

    private String note(IncidentId id, String said, Person person) {
        if (!works(person) || said.isBlank()) {
            return said.isBlank() ? HELP : "Only responders and commanders add notes.";
        }
        actions.note(id, new IncidentRequests.Note(said), person.id());
        return "Your note is on the timeline.";
    }

    private static boolean works(Person person) {
        return person.roles().contains(Role.RESPONDER) || person.roles().contains(Role.COMMANDER);
    }
}
