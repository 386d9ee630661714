/** The step ledger: attempts, leases, approvals, each change in its own transaction. */
package dev.firebreak.runbook.ledger;
