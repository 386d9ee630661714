package dev.firebreak.comms.announce;

import static dev.firebreak.lifecycle.variables.FormKeys.INFORM_STAKEHOLDERS;
import static dev.firebreak.lifecycle.variables.FormKeys.WRITE_TO_CUSTOMERS;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.AUDIENCES;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.REASON;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_TEXT;
import static dev.firebreak.lifecycle.variables.MessageNames.SEVERITY_CHANGED;
import static dev.firebreak.lifecycle.variables.MessageNames.UPDATE_GIVEN;

import dev.firebreak.comms.message.Readers;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.PersonCommand;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.text.Hash;
import dev.firebreak.worker.ExternalTask;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Decides who may hear an announcement, and with which words (guarantees.md "Publication"). A text goes outside only if
 * a commander gave exactly this text for this audience; all other words come from the record, never from a variable.
 */
@Component
class PublicationCheck {

    private static final String UPDATE = "update";
    private static final String RESOLVED = "resolved";
    private static final String USERS = "usersAffected";

    private final PersonCommands commands;
    private final Incidents incidents;
    private final IncidentRoles roles;
    private final AnnouncementSettings settings;

    PublicationCheck(PersonCommands commands, Incidents incidents, IncidentRoles roles, AnnouncementSettings settings) {
        this.commands = commands;
        this.roles = roles;
        this.incidents = incidents;
        this.settings = settings;
    }

    /** Whether this audience may hear the announcement. */
    boolean mayHear(String audience, ExternalTask task, String kind) {
        if (settings.inside().contains(audience)) {
            return true;
        }
        return switch (String.valueOf(kind)) {
            case UPDATE ->
                approval(task)
                        .filter(command -> covers(command, audience))
                        .filter(command -> isApprover(command, audience))
                        .isPresent();
            case RESOLVED ->
                settings.mayHearRecord(audience)
                        && incidents.get(task.incident()).resolvedAt() != null;
            default -> settings.mayHearRecord(audience);
        };
    }

    /** The commander's command that contains exactly the text of this update. */
    private Optional<PersonCommand> approval(ExternalTask task) {
        var text = task.get(UPDATE_TEXT);
        return text == null
                ? Optional.empty()
                : commands.of(task.incident(), INFORM_STAKEHOLDERS, WRITE_TO_CUSTOMERS, UPDATE_GIVEN).stream()
                        .filter(PersonCommand::commander)
                        .filter(command -> hash(text).equals(hash(command.text(UPDATE_TEXT.name()))))
                        .findFirst();
    }

    /** What leaves the house is approved by the communications lead; while there is none, by a commander. */
    private boolean isApprover(PersonCommand command, String audience) {
        return readers(audience) != Readers.CUSTOMERS
                || roles.holder(command.incident(), IncidentRole.COMMUNICATIONS_LEAD)
                        .map(lead -> lead.equals(command.by()))
                        .orElse(true);
    }

    private static String hash(String text) {
        return text == null ? "" : Hash.sha256(text);
    }

    private boolean covers(PersonCommand command, String audience) {
        var chosen = command.text(AUDIENCES.name());
        return (chosen == null || names(chosen).contains(audience))
                && willHear(audience, command.name(), chosen != null, command.commander());
    }

    /**
     * Whether this audience hears an update. An update without an audience goes to the audiences of the severity, so
     * never to customers. A task to write to customers names its audiences; these hear the update whatever else they may
     * read.
     *
     * @param command the name of the command that gives it
     * @param isNamed whether the person names the audience
     * @param isByCommander whether the person can speak for the incident
     */
    boolean willHear(String audience, String command, boolean isNamed, boolean isByCommander) {
        return settings.inside().contains(audience)
                || isByCommander && (isNamed || command.equals(WRITE_TO_CUSTOMERS) || settings.mayHearRecord(audience));
    }

    /** For whom messages to this audience have to be written. */
    Readers readers(String audience) {
        if (settings.inside().contains(audience)) {
            return Readers.INTERNAL;
        }
        return settings.mayHearRecord(audience) ? Readers.EXECUTIVES : Readers.CUSTOMERS;
    }

    /** Those of the variables that the message may use, and the reason from the record. */
    Map<String, Object> words(IncidentId incident, Map<String, Object> variables, String kind) {
        var words = new HashMap<>(variables);
        words.remove(REASON.name());
        if (!UPDATE.equals(kind)) {
            words.remove(UPDATE_TEXT.name());
        }
        if (!String.valueOf(words.get(USERS)).matches("[a-z]{1,12}")) {
            words.remove(USERS);
        }
        reason(incident).ifPresent(reason -> words.put(REASON.name(), reason));
        return words;
    }

    private Optional<String> reason(IncidentId incident) {
        return commands.of(incident, SEVERITY_CHANGED).stream().findFirst().map(command -> command.get(REASON));
    }

    /** The names of a list of audiences. */
    static List<String> names(String audiences) {
        return Arrays.stream(audiences.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
