package dev.firebreak.engine.accounts;

import dev.firebreak.OnPostgres;

/** The same people, roles and rights on PostgreSQL. */
@OnPostgres
class AccountsLabTests extends AccountsTests {}
