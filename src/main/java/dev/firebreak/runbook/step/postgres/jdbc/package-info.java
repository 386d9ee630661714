/** The JDBC adapter of the PostgreSQL port. */
package dev.firebreak.runbook.step.postgres.jdbc;
