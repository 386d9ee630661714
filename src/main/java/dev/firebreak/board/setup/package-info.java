/** The setup page: what is effective, what is missing, and buttons that try it out. */
package dev.firebreak.board.setup;
