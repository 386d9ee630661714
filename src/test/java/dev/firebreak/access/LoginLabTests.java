package dev.firebreak.access;

import dev.firebreak.OnPostgres;

/** The same logins on PostgreSQL. */
@OnPostgres
class LoginLabTests extends LoginTests {}
