/** The pages of reports. */
package dev.firebreak.board.report;
