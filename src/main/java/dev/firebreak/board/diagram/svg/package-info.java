/** SVG elements, path data, and text broken into lines. */
package dev.firebreak.board.diagram.svg;
