/**
 * Log watch: reads files, container logs and journals, and raises an alert when a rule's lines reach its threshold. The
 * position in each log and what its rules have counted are stored with the alerts, so nothing is lost or counted twice.
 */
@ApplicationModule(
        allowedDependencies = {
            "alert :: internal",
            "comms :: message",
            "runbook :: docker-engine",
            "runbook :: host-command",
            "engine",
            "incident",
            "catalog",
            "access",
            "text",
            "text :: yaml",
            "web",
            "database"
        })
package dev.firebreak.logwatch;

import org.springframework.modulith.ApplicationModule;
