/** Steps on containers. */
package dev.firebreak.runbook.step.docker;
