/** What a step class declares, and how its parameters are bound from process variables. */
package dev.firebreak.runbook.definition;
