package dev.firebreak.runbook;

import dev.firebreak.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a step saw or did.
 *
 * @param succeeded false for a business "no", such as a target that is gone: the diagram goes on with outcome failed
 * @param summary one line for the timeline
 * @param details markdown for the timeline entry, at most 20,000 characters, or null
 * @param variables for gateways and forms: strings up to 3,500 characters, numbers and booleans
 * @param attachments kept as evidence of the incident
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

    /** Text worth keeping whole. The framework masks secrets and bounds it. */
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

    public Finding with(String variable, String value) {
        return put(variable, Text.block(value, VARIABLE));
    }

    public Finding with(String variable, boolean value) {
        return put(variable, value);
    }

    public Finding with(String variable, long value) {
        return put(variable, value);
    }

    public Finding with(String variable, double value) {
        return put(variable, value);
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
