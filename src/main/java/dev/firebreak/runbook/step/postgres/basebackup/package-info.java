/** Copies of PostgreSQL servers that run in containers, by pg_basebackup. */
package dev.firebreak.runbook.step.postgres.basebackup;
