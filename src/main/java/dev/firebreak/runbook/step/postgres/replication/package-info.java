/** Steps on a PostgreSQL replica that is behind. None of them promotes it, drops a slot or touches the primary. */
package dev.firebreak.runbook.step.postgres.replication;
