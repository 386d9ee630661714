package dev.firebreak.probe.journey;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.probe.http.HttpExpectation;
import dev.firebreak.probe.http.WebAddress;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of a journey. Address, headers, form and body may hold {@code ${name}}, a value that an earlier step
 * extracted; a value of a header or of the form may be a {@code secret://} reference.
 *
 * @param form fields that are sent as a browser sends a form; empty for none
 * @param json a body, or null
 * @param extracts by name, where the value is in the answer
 */
record JourneyStep(
        String name,
        String method,
        String url,
        Map<String, String> headers,
        Map<String, String> form,
        String json,
        HttpExpectation expected,
        Map<String, Extraction> extracts) {

    private static final Pattern VALUE_NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,39}");
    private static final Pattern VALUE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** @param known the names of the values that earlier steps extract; this step's are added */
    static JourneyStep read(YamlNode node, Set<String> known) {
        var fields = node.fields("name", "method", "url", "headers", "form", "json", "expect", "extract");
        var form = texts(fields, "form");
        var json = fields.optional("json").flatMap(YamlNode::text).orElse(null);
        if (!form.isEmpty() && json != null) {
            node.addError("has both form and json");
        }
        var step = new JourneyStep(
                fields.text("name"),
                fields.word("method", METHODS, form.isEmpty() && json == null ? "GET" : "POST"),
                url(fields),
                headers(fields),
                form,
                json,
                HttpExpectation.read(fields),
                extracts(fields));
        step.templates().forEach(text -> requireKnown(node, text, known));
        known.addAll(step.extracts().keySet());
        return step;
    }

    private static void requireKnown(YamlNode node, String template, Set<String> known) {
        if (template != null) {
            VALUE.matcher(template)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !known.contains(name))
                    .forEach(name -> node.addError("no earlier step extracts \"" + name + "\""));
        }
    }

    private List<String> templates() {
        var all = new ArrayList<String>();
        all.add(url);
        all.add(json);
        all.addAll(headers.values());
        all.addAll(form.values());
        return all;
    }

    /** The host is fixed: an answer must not choose whom the next step asks. */
    private static String url(YamlFields fields) {
        return fields.required("url")
                .flatMap(node -> node.as("an address such as https://git.example/user/login, without a login", text -> {
                    var host = WebAddress.parse(VALUE.matcher(text).replaceAll("x"))
                            .getHost();
                    if (text.indexOf("${") >= 0 && !text.contains("//" + host)) {
                        throw new IllegalArgumentException("the host is not fixed");
                    }
                    return text;
                }))
                .orElse("");
    }

    private static Map<String, String> headers(YamlFields fields) {
        var headers = texts(fields, "headers");
        fields.optional("headers")
                .ifPresent(section -> section.entries().forEach((name, node) -> {
                    if (!HEADER.matcher(name).matches()) {
                        node.addError("is no name of a header");
                    }
                    var value = headers.getOrDefault(name, "");
                    if (name.toLowerCase(Locale.ROOT).matches("authorization|cookie|.*token.*|.*key.*")
                            && !Secrets.isReference(value)
                            && !value.contains("${")) {
                        node.addError("must be a reference such as secret://git-probe, never the secret itself");
                    }
                }));
        return headers;
    }

    private static Map<String, String> texts(YamlFields fields, String name) {
        var texts = new LinkedHashMap<String, String>();
        fields.optional(name)
                .ifPresent(section -> section.entries()
                        .forEach((key, node) -> node.text().ifPresent(text -> {
                            texts.put(key, text);
                            if (key.toLowerCase(Locale.ROOT).matches(".*(password|passwd|secret).*")
                                    && !Secrets.isReference(text)
                                    && !text.contains("${")) {
                                node.addError(
                                        "must be a reference such as secret://git-probe, never the secret itself");
                            }
                        })));
        return texts;
    }

    private static Map<String, Extraction> extracts(YamlFields fields) {
        var extracts = new LinkedHashMap<String, Extraction>();
        fields.optional("extract")
                .ifPresent(section -> section.entries().forEach((name, node) -> {
                    if (!VALUE_NAME.matcher(name).matches()) {
                        node.addError("the name of a value is letters and digits, such as csrfToken");
                    }
                    extracts.put(name, Extraction.read(node));
                }));
        return extracts;
    }

    /** The text with the values that were extracted. */
    static String filled(String template, Map<String, String> values) {
        return VALUE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }
}
