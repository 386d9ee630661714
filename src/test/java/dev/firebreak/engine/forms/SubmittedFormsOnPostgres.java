package dev.firebreak.engine.forms;

import dev.firebreak.OnPostgres;

/** The tests of submitted forms on PostgreSQL. */
@OnPostgres
public abstract class SubmittedFormsOnPostgres extends SubmittedFormsTests {}
