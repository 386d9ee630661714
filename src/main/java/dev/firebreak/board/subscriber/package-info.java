/** The page of the status page's subscribers. */
package dev.firebreak.board.subscriber;
