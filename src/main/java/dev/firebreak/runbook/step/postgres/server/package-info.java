/** A PostgreSQL server in our words: the port and its values. */
package dev.firebreak.runbook.step.postgres.server;
