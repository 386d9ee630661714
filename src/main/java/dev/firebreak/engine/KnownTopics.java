package dev.firebreak.engine;

import java.util.Set;

/** The topics of external tasks that this node handles: a model that names another one is refused. */
public interface KnownTopics {

    Set<String> topics();
}
