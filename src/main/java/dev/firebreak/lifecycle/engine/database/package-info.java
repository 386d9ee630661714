/** Firebreak's own database: one DataSource for the record and the engine, a pool behind it for each lane. */
package dev.firebreak.lifecycle.engine.database;
