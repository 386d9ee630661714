package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The incident's process can't take this command now: it has ended, or is past the point where it waits for it. */
public class CommandRejected extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public CommandRejected(String what, IncidentId incident) {
        this(what, incident, "it has ended or is past that point");
    }

    public CommandRejected(String what, IncidentId incident, String why) {
        super(HttpStatus.CONFLICT);
        setTitle("Not possible now");
        setDetail("The process of " + incident + " can't take \"" + what + "\" now: " + why + ".");
    }
}
