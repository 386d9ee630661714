package dev.firebreak.database;

/** Event: the database does not answer any more. Connections that wait for it are of no use. */
public record DatabaseUnreachable() {}
