/** How the engine evaluates decisions: the library's FEEL engine with a cache in front. */
package dev.firebreak.engine.decisions;
