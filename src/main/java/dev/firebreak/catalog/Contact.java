package dev.firebreak.catalog;

/**
 * A person we may have to reach.
 *
 * @param id the same as the login
 */
public record Contact(String id, String name, String mail) {}
