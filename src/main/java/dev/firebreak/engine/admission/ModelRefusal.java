package dev.firebreak.engine.admission;

/**
 * A reason to refuse a model.
 *
 * @param element the id of the element, or its name if it has no id
 * @param line the line in the file, from 1; 0 if unknown
 */
public record ModelRefusal(String element, String reason, int line) {

    @Override
    public String toString() {
        return element + ": " + reason + (line > 0 ? " (line " + line + ")" : "");
    }
}
