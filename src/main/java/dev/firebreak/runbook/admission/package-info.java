/** May this step run: freeze, allow-list, budgets, policy table, approvals. */
package dev.firebreak.runbook.admission;
