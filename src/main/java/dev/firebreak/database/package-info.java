/**
 * Firebreak's own database: one DataSource for the record and the engine, and a connection bulkhead for each kind of
 * work.
 */
@ApplicationModule(allowedDependencies = {})
package dev.firebreak.database;

import org.springframework.modulith.ApplicationModule;
