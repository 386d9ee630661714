package dev.firebreak.board.diagram;

/**
 * How long an activity takes, as a shade.
 *
 * @param shade 0 (none) to 4
 * @param mark such as {@code 3 min}, which says it without colour
 * @param words for the title
 */
public record Heat(int shade, String mark, String words) {}
