/** The page of silences and maintenance windows. */
package dev.firebreak.board.silence;
