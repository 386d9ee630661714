/** The machine that Firebreak runs on, and all it can see from there. */
package dev.firebreak.runbook.step.host;
