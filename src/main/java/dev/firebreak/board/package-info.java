/** Our pages: the board, an incident, the login. They read the record and change nothing. */
@ApplicationModule(
        allowedDependencies = {"incident", "catalog", "access", "lifecycle", "postmortem", "runbook", "comms"})
package dev.firebreak.board;

import org.springframework.modulith.ApplicationModule;
