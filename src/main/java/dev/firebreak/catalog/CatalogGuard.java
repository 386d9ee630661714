package dev.firebreak.catalog;

import java.util.List;

/** Port: says why another catalogue can't take the place of the one in force now. */
public interface CatalogGuard {

    /**
     * An objection.
     *
     * @param path what it is about, such as {@code targets.orders-db}; the error names its line, or the line of what
     *     contained it
     */
    record Objection(String path, String why) {}

    /** Without any, it may. */
    List<Objection> objections(Catalog current, Catalog next);
}
