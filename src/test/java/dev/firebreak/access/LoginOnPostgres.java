package dev.firebreak.access;

import dev.firebreak.OnPostgres;

/** The login tests on PostgreSQL. */
@OnPostgres
public abstract class LoginOnPostgres extends LoginTests {}
