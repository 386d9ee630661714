/** Alert intake: receive, journal, dedup, correlate, record, answer. The pipeline package lists the stages in order. */
@ApplicationModule(
        allowedDependencies = {
            "lifecycle",
            "lifecycle :: variables",
            "engine",
            "incident",
            "catalog",
            "access",
            "reload",
            "text",
            "text :: yaml",
            "web",
            "web :: client",
            "database"
        })
package dev.firebreak.alert;

import org.springframework.modulith.ApplicationModule;
