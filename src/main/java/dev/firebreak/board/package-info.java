/** The web pages: board, incident page, login and error page. They only read. */
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
