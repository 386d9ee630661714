/** The page of contacts, and that of an incident's escalations to parties outside. */
package dev.firebreak.board.contact;
