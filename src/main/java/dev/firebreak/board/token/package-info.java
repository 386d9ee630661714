/** The page of a person's tokens. */
package dev.firebreak.board.token;
