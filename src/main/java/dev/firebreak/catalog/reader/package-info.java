/** Reads catalog.yaml, or reports every error in it with line and column. */
package dev.firebreak.catalog.reader;
