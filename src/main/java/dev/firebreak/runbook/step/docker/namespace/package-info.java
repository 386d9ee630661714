/** The network of one container, seen from inside by programs of Firebreak's own image: the port and its adapter. */
package dev.firebreak.runbook.step.docker.namespace;
