/** The page of drills. */
package dev.firebreak.board.drill;
