package dev.firebreak.catalog;

/** Another catalogue has come into force on this node, after its start. */
public record CatalogReloaded(Catalog current) {}
