/**
 * Runbook steps: the contract that a step author needs. Sub-packages hold the ledger, approvals, the run, and one
 * package per technology.
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
