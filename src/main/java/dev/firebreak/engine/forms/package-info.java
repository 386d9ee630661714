/** Server-side checks of submitted forms: the engine itself accepts any variable that a request contains. */
package dev.firebreak.engine.forms;
