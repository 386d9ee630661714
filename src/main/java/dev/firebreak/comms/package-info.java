/** Notifications: sends messages over channels, retries, and records each delivery. */
@ApplicationModule(
        allowedDependencies = {
            "lifecycle",
            "lifecycle :: variables",
            "lifecycle :: command",
            "lifecycle :: timebox",
            "worker",
            "engine",
            "reload",
            "incident",
            "incident :: change",
            "catalog",
            "access",
            "text",
            "web",
            "web :: client",
            "database"
        })
package dev.firebreak.comms;

import org.springframework.modulith.ApplicationModule;
