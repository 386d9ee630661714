/**
 * The contract of external task handlers, and the worker that fetches, locks, performs and completes external tasks.
 */
@ApplicationModule(allowedDependencies = {"engine", "incident", "catalog", "text", "database"})
package dev.firebreak.worker;

import org.springframework.modulith.ApplicationModule;
