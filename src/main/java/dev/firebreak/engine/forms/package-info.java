/** Checks on the server what people submit: the engine itself takes any variable that comes with a form. */
package dev.firebreak.engine.forms;
