package dev.firebreak.runbook.postgres;

import dev.firebreak.catalog.Target;

/** Opens a session on a target. */
interface Databases {

    /** @throws DatabaseUnreachable saying what a person has to do */
    Database open(Target target);
}
