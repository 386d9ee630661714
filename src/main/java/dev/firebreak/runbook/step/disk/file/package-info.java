/** Files and disks of a host: what is found, what may go, and how exactly that is deleted. */
package dev.firebreak.runbook.step.disk.file;
