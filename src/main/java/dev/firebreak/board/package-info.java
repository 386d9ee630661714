/** Our pages: the board, an incident, the login. They read the record and change nothing. */
@ApplicationModule(
        allowedDependencies = {
            "incident",
            "incident :: evidence",
            "catalog",
            "access",
            "access :: setup",
            "lifecycle",
            "lifecycle :: status",
            "postmortem",
            "runbook",
            "runbook :: view",
            "comms :: delivery",
            "comms :: message",
            "engine",
            "text",
            "web",
            "database"
        })
package dev.firebreak.board;

import org.springframework.modulith.ApplicationModule;
