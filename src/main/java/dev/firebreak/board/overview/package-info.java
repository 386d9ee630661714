/** The board: what is open in the order of need, what waits for the person, and whether Firebreak is ready. */
package dev.firebreak.board.overview;
