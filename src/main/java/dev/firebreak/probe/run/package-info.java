/** Runs probes: which one is due, on which node, what came of it, and when that becomes an alert. */
package dev.firebreak.probe.run;
