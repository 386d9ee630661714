/** What people do on the pages: which actions there are for whom and when, their forms, and the presses of buttons. */
package dev.firebreak.board.action;
