/** Steps that keep what an attack left on a host or a container, and name what a person has to judge. They change nothing. */
package dev.firebreak.runbook.step.forensics;
