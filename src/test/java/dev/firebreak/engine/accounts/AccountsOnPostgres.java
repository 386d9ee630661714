package dev.firebreak.engine.accounts;

import dev.firebreak.OnPostgres;

/** The tests of accounts, roles and grants on PostgreSQL. */
@OnPostgres
public abstract class AccountsOnPostgres extends AccountsTests {}
