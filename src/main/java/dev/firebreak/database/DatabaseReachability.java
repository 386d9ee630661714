package dev.firebreak.database;

import java.util.Optional;

/** Whether this node reaches its database. It answers from memory, so it may be asked before every request. */
public interface DatabaseReachability {

    /** Since when and why the database can't be reached, one line; empty while it answers, even if it only refuses. */
    Optional<String> unreachable();
}
