/** Reports about past incidents: figures of each month, the history from before Firebreak, and where the response waits. */
@ApplicationModule(allowedDependencies = {"incident", "access", "engine", "text", "web", "database"})
package dev.firebreak.report;

import org.springframework.modulith.ApplicationModule;
