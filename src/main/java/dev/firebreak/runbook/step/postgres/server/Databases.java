package dev.firebreak.runbook.step.postgres.server;

import dev.firebreak.catalog.Target;

/** Opens a session on a target. */
public interface Databases {

    /** @throws DatabaseUnreachable saying what a person has to do */
    Database open(Target target);
}
