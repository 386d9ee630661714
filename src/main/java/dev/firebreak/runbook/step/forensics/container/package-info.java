/** What a container engine knows of an attack on a container: the port, and its adapter. */
package dev.firebreak.runbook.step.forensics.container;
