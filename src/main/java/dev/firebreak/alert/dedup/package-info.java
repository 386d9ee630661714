/**
 * State of each alert: which payload is news, which a repeat, which a re-fire; one SQL dialect each for H2 and
 * PostgreSQL.
 */
package dev.firebreak.alert.dedup;
