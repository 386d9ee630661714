/** The audit page: its rows in words, filters, verification, and the table for spreadsheets. */
package dev.firebreak.board.audit;
