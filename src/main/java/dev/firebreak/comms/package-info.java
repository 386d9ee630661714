/** Notifications: who hears what, over which channel, with retries and a record of each delivery. */
@ApplicationModule(
        allowedDependencies = {
            "lifecycle",
            "lifecycle :: variables",
            "worker",
            "engine",
            "incident",
            "catalog",
            "access",
            "text",
            "web",
            "database"
        })
package dev.firebreak.comms;

import org.springframework.modulith.ApplicationModule;
