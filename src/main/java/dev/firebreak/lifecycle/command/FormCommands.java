package dev.firebreak.lifecycle.command;

import dev.firebreak.engine.FormListener;
import dev.firebreak.engine.ProcessOrigins;
import dev.firebreak.engine.TaskCompletion;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Keeps what people submit in the forms of the lifecycle, for the delegates that record it. */
@Component
class FormCommands implements FormListener {

    private final ProcessOrigins origins;
    private final PersonCommands commands;

    FormCommands(ProcessOrigins origins, PersonCommands commands) {
        this.origins = origins;
        this.commands = commands;
    }

    @Override
    public boolean handles(String form) {
        return FormKeys.ALL.contains(form);
    }

    /** A task of a process without an incident, such as a test of a form, is no command. */
    @Override
    public void onCompletion(TaskCompletion completion) {
        origins.businessKey(completion.processInstance())
                .filter(IncidentId::isForm)
                .map(IncidentId::new)
                .ifPresent(incident -> commands.add(incident, completion.form(), completion.by(), fields(completion)));
    }

    private static Map<String, Object> fields(TaskCompletion completion) {
        var fields = new HashMap<>(completion.submitted());
        fields.values().removeIf(Objects::isNull);
        return fields;
    }
}
