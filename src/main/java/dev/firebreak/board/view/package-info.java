/** View models of the pages: rows and cards. */
package dev.firebreak.board.view;
