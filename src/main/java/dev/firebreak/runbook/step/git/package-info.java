/** Steps on the git repository from which a host runs a service. */
package dev.firebreak.runbook.step.git;
