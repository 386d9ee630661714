/** Health of services, by their containers and health addresses. */
package dev.firebreak.runbook.step.http;
