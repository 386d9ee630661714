package dev.firebreak.access;

import dev.firebreak.OnPostgres;

/** The login tests on PostgreSQL. */
@OnPostgres
class LoginLabTests extends LoginTests {}
