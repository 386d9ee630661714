/** The engine itself: its settings, what is closed in it, which models it may hold, and its users. */
package dev.firebreak.lifecycle.engine;
