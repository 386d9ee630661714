/** The execute and verify phases, and the handlers of the external tasks of run-step and of readings. */
package dev.firebreak.runbook.run;
