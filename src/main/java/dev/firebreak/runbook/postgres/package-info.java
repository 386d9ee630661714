/** What runbooks do to a PostgreSQL server: the port {@link Database} in our words, its JDBC adapter, the delegates. */
package dev.firebreak.runbook.postgres;
