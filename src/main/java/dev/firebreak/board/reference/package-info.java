/** The reference of the HTTP API: the OpenAPI document, and the page that shows it. */
package dev.firebreak.board.reference;
