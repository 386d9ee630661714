/**
 * The public status page: components, what customers were told of incidents, and uptime. It knows only what a commander
 * wrote for customers and the names that the settings give to services.
 */
@ApplicationModule(
        allowedDependencies = {
            "comms",
            "comms :: channel",
            "comms :: delivery",
            "alert :: silence",
            "catalog",
            "access",
            "incident",
            "text",
            "web",
            "web :: client",
            "database"
        })
package dev.firebreak.status;

import org.springframework.modulith.ApplicationModule;
