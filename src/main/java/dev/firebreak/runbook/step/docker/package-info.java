/** Steps on containers: the port to a Docker Engine, its adapter, and the steps themselves. */
package dev.firebreak.runbook.step.docker;
