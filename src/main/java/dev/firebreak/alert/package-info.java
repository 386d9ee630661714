/** The front door: alerts are journaled, joined, grouped, and open an incident or attach to one. */
@ApplicationModule(allowedDependencies = {"lifecycle", "incident", "catalog", "access"})
package dev.firebreak.alert;

import org.springframework.modulith.ApplicationModule;
