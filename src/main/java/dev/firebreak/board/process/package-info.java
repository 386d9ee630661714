/** The processes of an incident as pages draw them: the model, how far it got, and the same as text. */
package dev.firebreak.board.process;
