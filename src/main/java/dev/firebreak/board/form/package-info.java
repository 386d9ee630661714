/** Forms on the pages, and the answer to a press of their buttons: a redirect to a page that says what was done. */
package dev.firebreak.board.form;
