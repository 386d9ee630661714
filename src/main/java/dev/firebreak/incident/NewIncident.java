package dev.firebreak.incident;

import dev.firebreak.text.Text;

/** What is needed to open an incident: who says what about which service. Longer texts are cut visibly. */
public record NewIncident(String title, String service, String symptom, String target, String source, boolean drill) {

    static final int TITLE = 300;
    public static final int WORD = 120;

    public NewIncident {
        title = Text.shown(title == null || title.isBlank() ? "Untitled incident" : title, TITLE);
        service = Text.shown(service == null || service.isBlank() ? "unknown" : service, WORD);
        symptom = Text.shown(symptom == null || symptom.isBlank() ? "unknown" : symptom, WORD);
        target = target == null || target.isBlank() ? null : Text.shown(target, WORD);
        source = Text.shown(source == null ? "unknown" : source, WORD);
    }
}
