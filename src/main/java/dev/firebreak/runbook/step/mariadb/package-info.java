/** Steps on MariaDB servers. A server is restarted only after a check that says why that is safe. */
package dev.firebreak.runbook.step.mariadb;
