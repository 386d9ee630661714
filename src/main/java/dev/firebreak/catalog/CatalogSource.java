package dev.firebreak.catalog;

/**
 * The file that the catalogue was read from.
 *
 * @param location a path, or {@code classpath:…}
 * @param sha256 of its content at the start
 */
public record CatalogSource(String location, String sha256) {}
