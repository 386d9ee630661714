package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;
import org.camunda.bpm.engine.ProcessEngineException;

/** A diagram wants to record what a person decided, but no person did. Tasklist and Cockpit show the message. */
public class CommandMissing extends ProcessEngineException {

    private static final long serialVersionUID = 1L;

    CommandMissing(String name, IncidentId incident) {
        super("No person has given the command \"" + name + "\" in " + incident
                + ", and a model can't give it. Draw this"
                + " task right after the user task with the form, or after the message, of that name.");
    }
}
