package dev.firebreak.board.action;

import dev.firebreak.board.form.FormView.Preview;
import dev.firebreak.board.form.NextUpdate;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.comms.announce.UpdatePreview;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.incident.Incident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.variables.LifecycleVariables;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whom an update reaches, and the messages that will go out. */
@Component
class UpdateAudiences {

    private static final int MAX_NAMES = 10;

    /** The variables that a message may name. */
    private static final Set<String> VARIABLES = Set.of(LifecycleVariables.UPDATE_EVERY.name(), "usersAffected");

    private final CurrentCatalog catalog;
    private final UpdatePreview preview;
    private final PersonCommands commands;
    private final ProcessStatus status;

    UpdateAudiences(CurrentCatalog catalog, UpdatePreview preview, PersonCommands commands, ProcessStatus status) {
        this.catalog = catalog;
        this.preview = preview;
        this.commands = commands;
        this.status = status;
    }

    /** Whom the task's answer is for. */
    static List<String> audiences(FormTask task) {
        return names(task.variable(LifecycleVariables.AUDIENCES.name()));
    }

    private static List<String> names(String audiences) {
        return Stream.of(audiences.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Such as "7 people are told: engineering (5), executives (3)." */
    String told(List<String> audiences) {
        if (audiences.isEmpty()) {
            return "This severity has no audience, so nobody is told.";
        }
        var people = people(audiences);
        return people + (people.startsWith("1 ") ? " is told: " : " are told: ")
                + audiences.stream().map(this::withCount).collect(Collectors.joining(", ")) + ".";
    }

    private String withCount(String audience) {
        return audience + " (" + contacts(audience).size() + ")";
    }

    /** How many people these audiences are, each counted once: {@code 1 person}. */
    String people(List<String> audiences) {
        var count = audiences.stream()
                .flatMap(name -> contacts(name).stream())
                .map(Contact::id)
                .distinct()
                .count();
        return count == 1 ? "1 person" : count + " people";
    }

    private List<Contact> contacts(String audience) {
        return catalog.current().audiences().getOrDefault(audience, List.of());
    }

    /** The audiences of the catalogue, and first those of the severity together. */
    List<Choice> choices(Incident incident) {
        var all = incident.severity() == null ? "All audiences" : "All audiences of " + incident.severity();
        return Stream.concat(
                        Stream.of(new Choice("", all)),
                        catalog.current().audiences().keySet().stream()
                                .sorted()
                                .map(name -> new Choice(name, name + ": " + people(List.of(name)))))
                .toList();
    }

    /** The messages of a task's answer. */
    List<Preview> ofTask(Situation situation, FormTask task, Map<String, String> typed) {
        var status = typed.getOrDefault("updateStatus", "");
        return shown(situation, task.form(), audiences(task), false, "updateText", status, typed);
    }

    /** The messages of an update that nobody asked for. */
    List<Preview> ofUpdate(Situation situation, Map<String, String> typed) {
        var named = names(typed.getOrDefault("audience", ""));
        var audiences = named.isEmpty()
                ? names(String.valueOf(variables(situation, Set.of(LifecycleVariables.AUDIENCES.name()))
                        .getOrDefault(LifecycleVariables.AUDIENCES.name(), "")))
                : named;
        return shown(situation, MessageNames.UPDATE_GIVEN, audiences, !named.isEmpty(), "text", "", typed);
    }

    private Map<String, Object> variables(Situation situation, Set<String> names) {
        return status.variablesOf(situation.incident().id(), names);
    }

    private List<Preview> shown(
            Situation situation,
            String command,
            List<String> audiences,
            boolean isNamed,
            String field,
            String newStatus,
            Map<String, String> typed) {
        var text = typed.getOrDefault(field, "");
        if (text.isBlank()) {
            return List.of();
        }
        var incident = situation.incident().id();
        var variables = new HashMap<>(variables(situation, VARIABLES));
        variables.putAll(NextUpdate.shown(typed));
        var shown = preview.of(new UpdatePreview.Draft(
                incident,
                command,
                audiences,
                isNamed,
                commands.speaksFor(incident, situation.person().id()),
                text,
                newStatus,
                variables));
        var previews = new ArrayList<Preview>();
        shown.mails().forEach(mail -> previews.add(new Preview(whom(mail.people()), mail.subject(), mail.text())));
        if (!shown.unheard().isEmpty()) {
            previews.add(new Preview(
                    "Not to " + String.join(", ", shown.unheard()),
                    "",
                    "They hear only what a commander writes for them."));
        }
        return previews.isEmpty() ? List.of(new Preview("To nobody", "", "No audience of it has people.")) : previews;
    }

    /** Such as "To 2 people: Ada Admin, Carla Commander". */
    private static String whom(List<String> people) {
        var named = people.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        var rest = people.size() - MAX_NAMES;
        return "To " + (people.size() == 1 ? "1 person" : people.size() + " people") + ": " + named
                + (rest > 0 ? " and " + rest + " more" : "");
    }
}
