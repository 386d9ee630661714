/** The steps that a model can order, for the pages and the API about models. */
package dev.firebreak.board.models;
