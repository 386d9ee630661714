/**
 * Draws a model as SVG, as BPMN 2.0 (chapters 7 to 13) and the bpmn.io viewer draw it: without scripts, without inline
 * styles and without references to anything outside, so that it can stand in a page, a document or a mail.
 */
package dev.firebreak.board.diagram;
