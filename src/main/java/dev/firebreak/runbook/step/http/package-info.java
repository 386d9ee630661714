/** Steps that check the health of services, by container and health address. */
package dev.firebreak.runbook.step.http;
