/** The web pages: board, incident page, decisions about steps and models, login and error page. */
@ApplicationModule(
        allowedDependencies = {
            "incident",
            "incident :: change",
            "incident :: evidence",
            "catalog",
            "access",
            "access :: token",
            "access :: setup",
            "access :: audit",
            "access :: merkle",
            "access :: trail",
            "lifecycle",
            "lifecycle :: status",
            "lifecycle :: command",
            "lifecycle :: runbook",
            "lifecycle :: variables",
            "engine :: diagram",
            "postmortem",
            "runbook",
            "runbook :: view",
            "alert :: view",
            "alert :: sample",
            "alert :: silence",
            "oncall :: paging",
            "oncall :: schedule",
            "comms :: announce",
            "comms :: channel",
            "comms :: delivery",
            "comms :: message",
            "comms :: webhook",
            "engine",
            "engine :: release",
            "engine :: release-difference",
            "engine :: reload",
            "engine :: versions",
            "text",
            "web",
            "database"
        })
package dev.firebreak.board;

import org.springframework.modulith.ApplicationModule;
