/**
 * Checks that Firebreak makes itself: probes of services, heartbeats of others' jobs, and routine checks. This package
 * is the contract for kinds of probes; each kind has a package of its own. What fails becomes an alert that goes
 * through intake as any other.
 */
@ApplicationModule(
        allowedDependencies = {
            "alert :: internal",
            "alert :: view",
            "engine",
            "catalog",
            "reload",
            "access",
            "access :: token",
            "worker",
            "text",
            "text :: yaml",
            "web",
            "database"
        })
package dev.firebreak.probe;

import org.springframework.modulith.ApplicationModule;
