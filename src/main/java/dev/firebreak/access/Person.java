package dev.firebreak.access;

import java.util.Set;

/** Somebody who can log in. */
public record Person(String id, String name, String mail, Set<Role> roles) {}
