/** The page of payloads that the journal keeps, and of their replay. */
package dev.firebreak.board.replay;
