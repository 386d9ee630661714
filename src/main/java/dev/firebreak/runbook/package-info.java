/**
 * Runbook steps. This package is the contract for authors of steps; the sub-packages hold the ledger, the approvals,
 * the phases of run-step, and one package of steps per technology.
 */
@ApplicationModule(
        allowedDependencies = {
            "lifecycle",
            "lifecycle :: variables",
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
package dev.firebreak.runbook;

import org.springframework.modulith.ApplicationModule;
