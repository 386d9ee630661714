package dev.firebreak.runbook;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a step saw or did.
 *
 * @param succeeded false for a business "no", such as a target that is gone; the diagram then continues with outcome
 *     failed
 * @param summary one line for the timeline, at most 300 characters
 * @param details Markdown for the timeline entry, at most 20,000 characters, or null
 * @param variables for gateways and forms: strings of up to 3,500 characters, numbers and booleans
 * @param attachments files for the evidence of the incident
 */
public record Finding(
        boolean succeeded,
        String summary,
        String details,
        Map<String, Object> variables,
        List<Attachment> attachments) {

    static final int SUMMARY = 300;
    static final int DETAILS = 20_000;
    static final int VARIABLE = 3_500;

    /** Text to keep as a file in the evidence. The framework masks secrets and limits the size. */
    public record Attachment(String name, String mediaType, String text) {}

    public Finding {
        summary = Text.shown(summary, SUMMARY);
        details = details == null ? null : Text.block(details, DETAILS);
        variables = Map.copyOf(variables);
        attachments = List.copyOf(attachments);
    }

    public static Finding of(String summary) {
        return new Finding(true, summary, null, Map.of(), List.of());
    }

    public static Finding failed(String summary) {
        return new Finding(false, summary, null, Map.of(), List.of());
    }

    public Finding withDetails(String markdown) {
        return new Finding(succeeded, summary, markdown, variables, attachments);
    }

    /** A variable that a gateway, a form or another step reads. Steps declare theirs as constants. */
    public <T> Finding with(ProcessVariable<T> variable, T value) {
        var raw = variable.raw(value);
        return put(variable.name(), raw instanceof String text ? Text.block(text, VARIABLE) : raw);
    }

    public Finding attach(String name, String mediaType, String text) {
        var more = new ArrayList<>(attachments);
        more.add(new Attachment(name, mediaType, text));
        return new Finding(succeeded, summary, details, variables, more);
    }

    private Finding put(String variable, Object value) {
        var more = new TreeMap<>(variables);
        more.put(variable, value);
        return new Finding(succeeded, summary, details, more, attachments);
    }
}
