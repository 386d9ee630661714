/** Whether services are well, by what their containers and health addresses say. */
package dev.firebreak.runbook.http;
