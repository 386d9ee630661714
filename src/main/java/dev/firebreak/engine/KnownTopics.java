package dev.firebreak.engine;

import java.util.Set;

/** The external task topics that this node handles. Admission refuses a model that names any other topic. */
public interface KnownTopics {

    Set<String> topics();

    /** Those of them that page people. */
    Set<String> urgent();
}
