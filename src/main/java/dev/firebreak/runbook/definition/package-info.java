/** What a step class declares, the variables of run-step, and how they are bound to a step's parameters. */
package dev.firebreak.runbook.definition;
