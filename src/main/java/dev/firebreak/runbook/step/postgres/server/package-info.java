/** Port to a PostgreSQL server, and its values. */
package dev.firebreak.runbook.step.postgres.server;
