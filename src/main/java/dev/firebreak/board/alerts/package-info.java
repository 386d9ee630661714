/** The alerts of an incident on its page: their texts, and a plot of when they fired. */
package dev.firebreak.board.alerts;
