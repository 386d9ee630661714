/** MariaDB servers over their JDBC driver, which is an optional part of the distribution. */
package dev.firebreak.runbook.step.mariadb.jdbc;
