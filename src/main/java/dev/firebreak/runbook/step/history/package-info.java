/** Steps on the history that a service keeps as files. */
package dev.firebreak.runbook.step.history;
