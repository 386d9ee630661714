package dev.firebreak.incident;

import dev.firebreak.text.Text;

/**
 * The values of an incident to open. Texts are cleaned, long ones are cut with a mark, and missing ones get a default.
 *
 * @param target may be null
 * @param drill whether it is an exercise; its id then begins with {@code DRILL-}
 */
public record NewIncident(String title, String service, String symptom, String target, String source, boolean drill) {

    static final int TITLE = 300;
    /** The longest service, symptom, target, source or person, in characters. */
    public static final int WORD = 120;

    public NewIncident {
        title = Text.shown(title == null || title.isBlank() ? "Untitled incident" : title, TITLE);
        service = Text.shown(service == null || service.isBlank() ? "unknown" : service, WORD);
        symptom = Text.shown(symptom == null || symptom.isBlank() ? "unknown" : symptom, WORD);
        target = target == null || target.isBlank() ? null : Text.shown(target, WORD);
        source = Text.shown(source == null ? "unknown" : source, WORD);
    }
}
