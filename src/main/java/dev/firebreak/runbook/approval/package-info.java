/** Decisions of people about plans and unknown outcomes. */
package dev.firebreak.runbook.approval;
