/** Steps that look at a full disk of a host, and delete the files on it that may go. */
package dev.firebreak.runbook.step.disk;
