package dev.firebreak.engine.admission;

/**
 * Why a model is not let in.
 *
 * @param element the id of the element, or the element's name where it has none
 * @param line in the file, from 1; 0 where there is none
 */
public record ModelRefusal(String element, String reason, int line) {

    @Override
    public String toString() {
        return element + ": " + reason + (line > 0 ? " (line " + line + ")" : "");
    }
}
