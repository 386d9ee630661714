/** The page of changes, and the changes that the page of an incident shows. */
package dev.firebreak.board.change;
