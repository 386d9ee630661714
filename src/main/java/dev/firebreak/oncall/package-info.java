/** Who is on call, and how they are paged until one of them acknowledges. */
@ApplicationModule(
        allowedDependencies = {
            "comms :: channel",
            "comms :: delivery",
            "comms :: message",
            "comms :: personal",
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
package dev.firebreak.oncall;

import org.springframework.modulith.ApplicationModule;
