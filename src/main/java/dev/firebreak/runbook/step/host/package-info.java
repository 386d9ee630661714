/** Steps that read the state of the machine that Firebreak runs on. */
package dev.firebreak.runbook.step.host;
