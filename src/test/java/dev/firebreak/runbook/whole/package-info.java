/** Whole runbooks through the real engine, on real containers, databases and a real host. */
package dev.firebreak.runbook.whole;
