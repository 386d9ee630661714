/** Our pages: the board, an incident, the login. They read the record and change nothing. */
@ApplicationModule(allowedDependencies = {"incident", "catalog", "access", "lifecycle", "postmortem"})
package dev.firebreak.board;

import org.springframework.modulith.ApplicationModule;
