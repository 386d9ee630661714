package dev.firebreak.comms;

/** What a message says: a subject of one line, and plain text. */
public record Letter(String subject, String text) {}
