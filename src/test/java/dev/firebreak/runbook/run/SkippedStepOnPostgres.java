package dev.firebreak.runbook.run;

import dev.firebreak.OnPostgres;

/** The same tests on PostgreSQL, where a line of the timeline waits for a lock on its incident. */
@OnPostgres
public abstract class SkippedStepOnPostgres extends SkippedStepTests {}
