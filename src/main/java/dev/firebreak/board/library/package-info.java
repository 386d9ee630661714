/** The library of post-mortems. */
package dev.firebreak.board.library;
