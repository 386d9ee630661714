/** Steps that run: what they write and how far they are, on the incident's page and on a page of their own. */
package dev.firebreak.board.running;
