/** Steps that read the state of the machine that Firebreak runs on, and of hosts of the catalogue. */
package dev.firebreak.runbook.step.host;
