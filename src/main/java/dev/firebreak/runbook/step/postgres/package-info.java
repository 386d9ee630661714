/** Steps on a PostgreSQL server, and the plans behind them. */
package dev.firebreak.runbook.step.postgres;
