/** How the engine answers decisions: the library's FEEL, with a cache in front. */
package dev.firebreak.engine.decisions;
