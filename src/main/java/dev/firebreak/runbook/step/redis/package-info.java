/** Steps on Redis servers. None of them flushes a database, and none deletes keys that the catalogue does not name. */
package dev.firebreak.runbook.step.redis;
