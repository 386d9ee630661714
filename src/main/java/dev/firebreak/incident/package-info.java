/** The record of incidents: identity, severity, status, timeline. It outlives the process instance. */
@ApplicationModule(allowedDependencies = {"text", "web", "database"})
package dev.firebreak.incident;

import org.springframework.modulith.ApplicationModule;
