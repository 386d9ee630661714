/** Alert intake: receive, journal, dedup, group, and open an incident or attach to an open one. */
@ApplicationModule(
        allowedDependencies = {
            "lifecycle",
            "lifecycle :: variables",
            "engine",
            "incident",
            "catalog",
            "access",
            "text",
            "web",
            "database"
        })
package dev.firebreak.alert;

import org.springframework.modulith.ApplicationModule;
