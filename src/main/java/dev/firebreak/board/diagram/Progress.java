package dev.firebreak.board.diagram;

import dev.firebreak.lifecycle.status.RunState;

/**
 * How far the process got with an element.
 *
 * @param state null if the element was not reached
 * @param duration such as {@code 3 min}; empty if it took no time worth naming
 * @param words for the title, such as {@code done, 3 min}
 * @param link a page about it; null if there is none
 */
public record Progress(RunState state, String duration, String words, String link) {

    static final Progress NONE = new Progress(null, "", "", null);
}
