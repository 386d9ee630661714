/** The only access to incident processes: start, correlate, read the state; and the delegates of the lifecycle. */
@ApplicationModule(
        allowedDependencies = {
            "worker",
            "engine",
            "incident",
            "incident :: evidence",
            "catalog",
            "access",
            "text",
            "web",
            "database"
        })
package dev.firebreak.lifecycle;

import org.springframework.modulith.ApplicationModule;
