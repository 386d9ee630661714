/** Steps on a PostgreSQL server whose data may be damaged: stop writes, copy, check. None of them repairs anything. */
package dev.firebreak.runbook.step.postgres.integrity;
