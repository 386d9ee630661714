package dev.firebreak.engine.forms;

import dev.firebreak.OnPostgres;

/** The same submissions on PostgreSQL. */
@OnPostgres
class SubmittedFormsLabTests extends SubmittedFormsTests {}
