/** The step ledger: attempts, leases and approvals. Each change has its own transaction. */
package dev.firebreak.runbook.ledger;
