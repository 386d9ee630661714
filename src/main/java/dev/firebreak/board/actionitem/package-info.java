/** The page of action items. */
package dev.firebreak.board.actionitem;
