package dev.firebreak.comms.message;

/**
 * The content of a message.
 *
 * @param subject one line
 * @param text plain text
 */
public record Message(String subject, String text) {}
