package dev.firebreak.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.board.reference.ApiDocument;
import dev.firebreak.incident.IncidentId;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The OpenAPI document and the running application say the same, both ways. */
@StoryTest
class OpenApiTests {

    private static final String PASSWORD = "amber-lantern-1";
    private static final String STREAM = "GET /api/events";

    @Autowired
    ApplicationContext context;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    ApiDocument document;

    @Autowired
    ObjectMapper json;

    @LocalServerPort
    int port;

    @Test
    void everyMappingOfTheApiIsInTheDocumentAndTheReverse() {
        var mapped = new TreeMap<String, Set<String>>();
        mappings()
                .getHandlerMethods()
                .forEach((info, method) -> calls(info).forEach(call -> {
                    var inputs = mapped.computeIfAbsent(call, it -> new TreeSet<>());
                    for (var parameter : method.getMethodParameters()) {
                        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                        if (parameter.hasParameterAnnotation(RequestParam.class)) {
                            inputs.add("query " + parameter.getParameterName());
                        }
                        var header = parameter.getParameterAnnotation(RequestHeader.class);
                        if (header != null) {
                            inputs.add("header " + header.name());
                        }
                        if (parameter.hasParameterAnnotation(PathVariable.class)) {
                            inputs.add("path " + parameter.getParameterName());
                        }
                    }
                }));

        var documented = new TreeMap<String, Set<String>>();
        operations().forEach((call, operation) -> documented.put(call, inputs(operation)));

        assertThat(documented).hasSizeGreaterThan(45).isEqualTo(mapped);
    }

    @Test
    void rolesAndTokensAreThoseOfTheRules() {
        operations().forEach((call, operation) -> {
            var rule = HttpRules.about(call.split(" ")[0], call.split(" ")[1].replaceAll("\\{\\w+}", "x"))
                    .orElseThrow();
            assertThat(texts(operation.path("x-roles")))
                    .as(call)
                    .isEqualTo(rule.roles().stream().map(Role::group).collect(Collectors.toCollection(TreeSet::new)));
            assertThat(operation.path("x-token").asBoolean()).as(call).isEqualTo(rule.isForTokens());
        });
    }

    @Test
    void everyExampleGetsTheAnswerThatTheDocumentPromises() throws IOException {
        for (var person : List.of("openapi.all", "carla", "rex")) {
            accounts.createIfMissing(person, person, person + "@example.test", PASSWORD, EnumSet.allOf(Role.class));
        }
        var incident = raised();
        var other = raised();
        world.completes("openapi.all", "UserTask_TakeCommand", incident, Map.of());
        var ids = Map.of("INC-20261122-071630-017", incident.value(), "INC-20261122-071630-018", other.value());
        var answered = new TreeMap<String, Integer>();
        var differences = new ArrayList<String>();
        for (var call : inOrder()) {
            var operation = operations().get(call);
            var answer = send(call, operation, ids);
            answered.put(call, answer.statusCode());
            try {
                check(call, operation, answer);
            } catch (AssertionError different) {
                differences.add(different.getMessage());
            }
        }
        assertThat(differences).isEmpty();
        assertThat(answered.keySet()).isEqualTo(operations().keySet());
    }

    /** What needs a state that one incident can't have at the same time. The document says so, too. */
    private static final Map<String, Integer> OTHERWISE = Map.ofEntries(
            // A stream has no end; LiveEventsTests reads it. Here its cursor is wrong.
            Map.entry(STREAM, 400),
            Map.entry("POST /api/drills", 400),
            Map.entry("GET /api/drills/{id}", 404),
            Map.entry("POST /api/drills/{id}/abort", 404),
            Map.entry("GET /api/incidents/{id}/evidence/{item}", 404),
            Map.entry("GET /api/incidents/{id}/running-steps/{step}/lines", 404),
            Map.entry("POST /api/incidents/{id}/running-steps/{step}/cancel", 404),
            Map.entry("POST /api/incidents/{id}/stuck-steps/{task}/skip", 409),
            Map.entry("POST /api/incidents/{id}/hand-over-answer", 409),
            Map.entry("GET /api/incidents/{id}/postmortem", 404),
            Map.entry("GET /api/incidents/{id}/postmortem/review", 404),
            Map.entry("PUT /api/incidents/{id}/postmortem/tags", 404),
            Map.entry("POST /api/incidents/{id}/postmortem/submit", 404),
            Map.entry("POST /api/incidents/{id}/postmortem/approve", 404),
            Map.entry("PUT /api/actions/{item}", 404),
            Map.entry("POST /api/actions/{item}/close", 404),
            Map.entry("GET /api/actions/{item}/changes", 404),
            Map.entry("POST /api/actions/{item}/changes", 404),
            Map.entry("POST /api/action-changes/{change}/approve", 409),
            Map.entry("POST /api/action-changes/{change}/reject", 409),
            Map.entry("POST /api/action-changes/{change}/undo", 409),
            Map.entry("PUT /api/incidents/{id}/postmortem", 404),
            Map.entry("POST /api/incidents/{id}/runbook", 409),
            Map.entry("POST /api/incidents/{id}/resolve", 409),
            Map.entry("POST /api/incidents/{id}/cancel", 409),
            Map.entry("GET /api/models/{key}/versions/{number}", 404),
            Map.entry("POST /api/models/{key}/versions/{number}/release", 404),
            Map.entry("POST /api/models/{key}/versions/{number}/withdraw", 404),
            Map.entry("POST /api/models/{key}/versions/{number}/restore", 409),
            Map.entry("DELETE /api/tokens/{id}", 404),
            Map.entry("DELETE /api/status/subscribers/{id}", 404),
            Map.entry("POST /api/incidents/{id}/escalations/{escalation}/approve", 404),
            Map.entry("POST /api/incidents/{id}/escalations/{escalation}/withdraw", 404),
            Map.entry("POST /api/incidents/{id}/escalations/{escalation}/reply", 404),
            Map.entry("DELETE /api/silences/{id}", 404),
            // The caller of this test is no contact of the catalogue.
            Map.entry("PUT /api/me/notification-rules", 409),
            Map.entry("DELETE /api/on-call/overrides/{id}", 404),
            // Its body is no JSON; CalendarImportTests reads calendars.
            Map.entry("POST /api/on-call/calendar", 400),
            Map.entry("GET /api/on-call.ics", 403),
            Map.entry("POST /api/payloads/dry-run", 400),
            Map.entry("POST /api/payloads/replay", 400),
            Map.entry("POST /api/incidents/{id}/split", 400),
            Map.entry("POST /api/probes/{name}/runs", 404),
            // No row of the audit has a place in the log yet, because nothing runs in the background.
            Map.entry("GET /api/audit/proof", 400),
            Map.entry("GET /api/audit/consistency", 400),
            Map.entry("POST /api/audit/restore", 409));

    /** Commands in the order of an incident; merging comes last. */
    private List<String> inOrder() {
        var calls = new ArrayList<>(operations().keySet());
        var last = List.of("POST /api/incidents/{id}/merge", "POST /api/incidents/{id}/cancel");
        calls.removeAll(last);
        calls.addAll(last);
        return calls;
    }

    private IncidentId raised() {
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        return incident;
    }

    private HttpResponse<String> send(String call, JsonNode operation, Map<String, String> ids) {
        var path = call.split(" ")[1];
        var query = new ArrayList<String>();
        var headers = new TreeMap<String, String>();
        for (var named : operation.path("parameters")) {
            var parameter = document.resolved(named);
            var name = parameter.path("name").asText();
            var example = parameter.path("example").asText();
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", ids.getOrDefault(example, example));
                case "header" -> headers.put(name, example);
                default -> {
                    if (!example.isEmpty()) {
                        query.add(name + "=" + example);
                    }
                }
            }
        }
        headers.put("Authorization", HttpVisitor.basic("openapi.all", PASSWORD));
        headers.put("Accept", "*/*");
        if (call.equals(STREAM)) {
            headers.put("Last-Event-ID", "yesterday");
        }
        var example = operation.at("/requestBody/content/application~1json/example");
        var body = example.isMissingNode() ? null : replaced(example.toString(), ids);
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        var address = query.isEmpty() ? path : path + "?" + String.join("&", query);
        return new HttpVisitor(port).send(call.split(" ")[0], address, body, headers);
    }

    private static String replaced(String text, Map<String, String> ids) {
        for (var id : ids.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        return text;
    }

    /** The status and the type of the answer, and each field of a JSON answer against the schema. */
    private void check(String call, JsonNode operation, HttpResponse<String> answer) throws IOException {
        var promised = operation.path("responses").fieldNames().next();
        var status = OTHERWISE.getOrDefault(call, Integer.valueOf(promised));
        assertThat(answer.statusCode()).as(call + " " + answer.body()).isEqualTo(status);
        if (OTHERWISE.containsKey(call)) {
            return;
        }
        var response = operation.path("responses").path(promised);
        if (!response.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        var type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        assertThat(response.path("content").has(type))
                .as(call + " answers " + type)
                .isTrue();
        if (type.equals("application/json")) {
            validate(call, response.path("content").path(type).path("schema"), json.readTree(answer.body()));
        }
    }

    private void validate(String where, JsonNode named, JsonNode value) {
        var schema = document.resolved(named);
        if (schema.has("oneOf")) {
            if (!value.isNull()) {
                validate(where, schema.path("oneOf").get(0), value);
            }
            return;
        }
        assertThat(types(schema)).as(where + " is " + value).contains(type(value));
        if (schema.has("enum") && !value.isNull()) {
            assertThat(texts(schema.path("enum"))).as(where).contains(value.asText());
        }
        if (value.isArray()) {
            value.forEach(row -> validate(where + "[]", schema.path("items"), row));
        }
        if (value.isObject() && schema.has("properties")) {
            var fields = new TreeSet<String>();
            value.fieldNames().forEachRemaining(fields::add);
            var known = new TreeSet<String>();
            schema.path("properties").fieldNames().forEachRemaining(known::add);
            assertThat(fields).as(where).isEqualTo(known);
            schema.path("properties")
                    .properties()
                    .forEach(field ->
                            validate(where + "." + field.getKey(), field.getValue(), value.get(field.getKey())));
        }
    }

    private static Set<String> types(JsonNode schema) {
        return schema.path("type").isArray()
                ? texts(schema.path("type"))
                : Set.of(schema.path("type").asText());
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> "integer";
            case STRING -> "string";
            default -> "object";
        };
    }

    private RequestMappingHandlerMapping mappings() {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    private static List<String> calls(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().stream()
                .flatMap(method -> info.getPatternValues().stream().map(path -> method + " " + path))
                .filter(call -> call.matches("\\w+ /api(/.*)?")
                        && !call.matches(".* /api/(alerts|heartbeats|slack).*|POST /api/changes.*"))
                .toList();
    }

    private Map<String, JsonNode> operations() {
        var all = new TreeMap<String, JsonNode>();
        document.root()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> all.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue())));
        return all;
    }

    private Set<String> inputs(JsonNode operation) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(document::resolved)
                .map(parameter -> parameter.path("in").asText() + " "
                        + parameter.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
