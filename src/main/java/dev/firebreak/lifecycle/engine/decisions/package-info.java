/** How the engine answers decisions: the library's FEEL, asked no more often than needed. */
package dev.firebreak.lifecycle.engine.decisions;
