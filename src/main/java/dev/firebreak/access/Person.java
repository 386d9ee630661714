package dev.firebreak.access;

import java.util.Set;

/** A person with an account. */
public record Person(String id, String name, String mail, Set<Role> roles) {}
