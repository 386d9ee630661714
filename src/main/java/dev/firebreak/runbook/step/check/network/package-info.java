/** Looks at addresses over the real network. */
package dev.firebreak.runbook.step.check.network;
