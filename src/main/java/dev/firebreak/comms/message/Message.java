package dev.firebreak.comms.message;

/** What a message says: a subject of one line, and plain text. */
public record Message(String subject, String text) {}
