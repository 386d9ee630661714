/** The execute and verify phases, and the handlers of run-step's external tasks. */
package dev.firebreak.runbook.run;
