/** SQL probes of PostgreSQL and MariaDB. */
package dev.firebreak.probe.sql;
