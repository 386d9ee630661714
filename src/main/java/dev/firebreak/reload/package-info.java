/** Reloads what files declare while Firebreak runs: each unit as a whole, or not at all. */
@ApplicationModule(allowedDependencies = {"text", "database"})
package dev.firebreak.reload;

import org.springframework.modulith.ApplicationModule;
