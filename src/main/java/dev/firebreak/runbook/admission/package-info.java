/** Decides whether a step may run: freeze, allow-list, budgets, policy table, approvals. */
package dev.firebreak.runbook.admission;
