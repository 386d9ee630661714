/** Page rendering: templates, links, Markdown, dates and times. */
package dev.firebreak.board.page;
