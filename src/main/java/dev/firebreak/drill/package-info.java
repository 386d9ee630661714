/**
 * Drills: a fault is injected into a real target that allows it, people respond as they would, the fault is taken back
 * whatever happens, and what they did is scored. A drill pages its participants only, and counts in no figure.
 */
@ApplicationModule(
        allowedDependencies = {
            "alert :: drill",
            "alert :: internal",
            "lifecycle",
            "engine",
            "worker",
            "incident",
            "catalog",
            "access",
            "runbook",
            "runbook :: view",
            "text",
            "web",
            "database"
        })
package dev.firebreak.drill;

import org.springframework.modulith.ApplicationModule;
