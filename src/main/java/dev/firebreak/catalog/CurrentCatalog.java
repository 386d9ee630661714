package dev.firebreak.catalog;

/**
 * The catalogue in force. A reload swaps it as a whole while Firebreak runs, so an operation that reads more than once
 * takes it once.
 */
@FunctionalInterface
public interface CurrentCatalog {

    /** One catalogue that never changes. */
    Catalog current();
}
