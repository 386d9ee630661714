package dev.firebreak.lifecycle.engine.forms;

import dev.firebreak.OnPostgres;

/** The same submissions on PostgreSQL. */
@OnPostgres
class SubmittedFormsLabTests extends SubmittedFormsTest {}
