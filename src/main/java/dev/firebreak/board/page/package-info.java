/** Rendering: templates, links, Markdown, points in time. */
package dev.firebreak.board.page;
