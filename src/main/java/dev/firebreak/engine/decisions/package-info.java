/** How the engine evaluates decisions: the library's FEEL engine with a cache in front, and limits for each evaluation. */
package dev.firebreak.engine.decisions;
