/** Live pages: each browser has one stream of events, which say what changed; the page then fetches itself again. */
package dev.firebreak.board.live;
