/** Steps on units of systemd. They act only on units that the catalogue lists for the host. */
package dev.firebreak.runbook.step.systemd;
