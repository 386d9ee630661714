/** The page of the log watch. */
package dev.firebreak.board.logwatch;
