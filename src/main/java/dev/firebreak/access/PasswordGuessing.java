package dev.firebreak.access;

/**
 * Event: wrong passwords are sent in numbers that no person types (guarantees.md H17). Published when a limit is reached
 * and when twice the limit is.
 *
 * @param account an existing account, or {@code several accounts}
 * @param remote the network address of the last attempt
 * @param times wrong passwords so far
 */
public record PasswordGuessing(String account, String remote, int times) {}
