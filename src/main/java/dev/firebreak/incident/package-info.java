/** The record: what an incident is, who did what when, and what was seen. It outlives the process. */
@ApplicationModule(allowedDependencies = {"text", "web", "database"})
package dev.firebreak.incident;

import org.springframework.modulith.ApplicationModule;
