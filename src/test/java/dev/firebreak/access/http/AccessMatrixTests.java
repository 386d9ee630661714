package dev.firebreak.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import jakarta.servlet.ServletContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;

/**
 * Every endpoint of the running application, tried by everybody, on an object of an ordinary incident and on the same
 * object of a security incident of others. The expected answers are {@code access-matrix.txt}, a table for people to
 * read. After a change on purpose, copy {@code target/access-matrix.txt} there and read the difference.
 */
@StoryTest
class AccessMatrixTests {

    private static final String PASSWORD = "amber-lantern-1";
    private static final String TABLE = "access-matrix.txt";

    /** The engine's REST API is the same resources at three addresses; a row of the table stands for all of them. */
    private static final Pattern ENGINE =
            Pattern.compile("^(/camunda/api/engine/engine/\\{name}|/engine-rest/engine/\\{name}|/engine-rest)(?=/|$)");

    /** Ends the session or the CSRF token of the person who asks, so everybody asks without a session. */
    private static final Set<String> WITHOUT_SESSION =
            Set.of("POST /logout", "POST /login", "POST /camunda/api/admin/auth/user/{processEngineName}/logout");

    /** Bodies of an empty answer: a list shows nothing, as it does of what is hidden. */
    private static final Set<String> NOTHING = Set.of("[]", "{}", "{\"count\":0}");

    private static final Pattern VARIABLE = Pattern.compile("([\\w-]+)/\\{(\\w+)}");

    @Autowired
    ApplicationContext context;

    @Autowired
    ServletContext servlets;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    IncidentMembers members;

    @Autowired
    ProcessEngine engine;

    @LocalServerPort
    int port;

    private final Map<String, Caller> callers = new LinkedHashMap<>();
    private Map<String, String> own;
    private Map<String, String> foreign;

    /** A person in a browser, or nobody. */
    private final class Caller {

        private final String id;
        private final HttpVisitor browser = new HttpVisitor(port);
        private String csrf = "none";

        Caller(String id) {
            this.id = id;
        }

        Caller logsIn() {
            browser.login(id, PASSWORD);
            browser.page("/camunda/app/welcome/default/");
            var token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                    .matcher(browser.page("/").body());
            csrf = token.find() ? token.group(1) : "none";
            return this;
        }

        char asks(String method, String path) {
            var headers = new TreeMap<String, String>();
            headers.put("Accept", "application/json, */*;q=0.5");
            var isWebapp = path.startsWith("/camunda/");
            headers.put("X-XSRF-TOKEN", isWebapp ? String.valueOf(browser.cookie("XSRF-TOKEN")) : csrf);
            String body = null;
            if (!method.equals("GET") && !method.equals("DELETE")) {
                headers.put("Content-Type", "application/json");
                body = body(path.split("\\?")[0], id);
            }
            var answer = browser.send(method, path, body, headers);
            var toLogin = answer.headers()
                    .firstValue("Location")
                    .filter(to -> to.startsWith("/login?to"))
                    .isPresent();
            if (toLogin) {
                return '-';
            }
            var letter = letter(answer.statusCode());
            return letter == 'x' && NOTHING.contains(answer.body()) ? 'e' : letter;
        }
    }

    private static char letter(int status) {
        return switch (status / 100) {
            case 2, 3 -> 'x';
            case 5 -> '!';
            default -> status == 401 || status == 403 ? '-' : status == 404 ? '0' : '?';
        };
    }

    /** The engine logs each incomplete request, most with their stack: a hundred thousand lines here. */
    private static final List<String> REFUSALS =
            List.of("org.camunda.bpm.engine.context", "org.camunda.bpm.engine.rest.exception");

    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

    @AfterEach
    void refusalsAreLoggedAgain() {
        REFUSALS.forEach(logger -> logging.setLogLevel(logger, null));
    }

    @BeforeEach
    void peopleAndTwoIncidents() {
        REFUSALS.forEach(logger -> logging.setLogLevel(logger, LogLevel.OFF));
        var people = new LinkedHashMap<String, Set<Role>>();
        people.put("m.nobody", Set.of());
        people.put("m.observer", Set.of(Role.OBSERVER));
        people.put("m.responder", Set.of(Role.RESPONDER));
        people.put("m.commander", Set.of(Role.COMMANDER));
        people.put("m.modeler", Set.of(Role.MODELER));
        people.put("m.admin", Set.of(Role.ADMIN));
        people.forEach((id, roles) -> accounts.createIfMissing(id, id, id + "@example.test", PASSWORD, roles));
        own = objects(incident(Map.of("alertSeverity", "critical")));
        foreign = objects(incident(Map.of("alertSeverity", "critical", "securityIssue", "yes")));
        callers.put("nobody at all", new Caller(""));
        people.keySet().forEach(id -> callers.put(id, new Caller(id).logsIn()));
    }

    /** An incident at "Confirm severity". A commander of their own leads each. */
    private IncidentId incident(Map<String, Object> facts) {
        accounts.createIfMissing("matrixLead", "Lead", "l@example.test", PASSWORD, Set.of(Role.COMMANDER));
        var incident = world.raise("mosaic-gitea", "high-load", facts);
        world.untilNothingMoves();
        members.add(incident, "matrixLead", IncidentMembers.Part.ADDED);
        world.completes("matrixLead", "UserTask_TakeCommand", incident, Map.of());
        return incident;
    }

    /** Ids of this incident's objects, by the word before them in a path. */
    private Map<String, String> objects(IncidentId incident) {
        var key = incident.value();
        var instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(key, "triage")
                .singleResult();
        var ids = new TreeMap<String, String>();
        ids.put("incidents", key);
        ids.put("process-instance", instance.getId());
        ids.put("diagram", instance.getId());
        ids.put("execution", instance.getId());
        ids.put("task", world.task("UserTask_ConfirmSeverity", incident).getId());
        var root = instance.getRootProcessInstanceId();
        // A job without a model, for which the engine itself checks no right.
        ids.put(
                "job",
                engine.getHistoryService().findHistoryCleanupJobs().get(0).getId());
        ids.put(
                "variable-instance",
                engine.getRuntimeService()
                        .createVariableInstanceQuery()
                        .processInstanceIdIn(instance.getId())
                        .list()
                        .get(0)
                        .getId());
        ids.put(
                "activity-instance",
                engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance.getId())
                        .list()
                        .get(0)
                        .getId());
        engine.getHistoryService().createHistoricDecisionInstanceQuery().list().stream()
                .filter(decision -> root.equals(rootOf(decision.getProcessInstanceId())))
                .findFirst()
                .ifPresent(decision -> ids.put("decision-instance", decision.getId()));
        return ids;
    }

    private String rootOf(String instance) {
        var found = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult();
        return found == null ? null : found.getRootProcessInstanceId();
    }

    @Test
    @Tag("H14")
    void everyEndpointAnswersEveryRoleAsTheTableSays() throws Exception {
        var endpoints = new TreeSet<>(Endpoints.ofSpring(context));
        endpoints.addAll(Endpoints.ofJaxRs(context, servlets));
        var rows = new TreeSet<String>();
        endpoints.forEach(endpoint -> rows.add(row(endpoint)));

        assertTheSameAtEachAddress(endpoints);
        var actual = tried(new ArrayList<>(rows));

        Files.writeString(Path.of("target", TABLE), HEADER + String.join("\n", actual) + "\n");
        System.out.printf(
                "access matrix: %d of %d endpoints, %d rows, %d callers%n",
                endpoints.size(), endpoints.size(), actual.size(), callers.size());
        assertThat(endpoints).hasSizeGreaterThan(1_000);
        assertThat(actual).containsExactlyElementsOf(expected());
    }

    /** The three addresses of the engine's API give the same answers; a sample by basic auth. */
    private void assertTheSameAtEachAddress(Set<String> all) {
        assertThat(rows(all, " /camunda/api/engine/")).containsAll(rows(all, " /engine-rest/engine/{name}"));

        for (var person : List.of("m.observer", "m.admin")) {
            var headers =
                    Map.of("Authorization", HttpVisitor.basic(person, PASSWORD), "Content-Type", "application/json");
            for (var call : Map.of(
                            "GET /task/" + foreign.get("task"),
                            404,
                            "GET /task/" + own.get("task"),
                            200,
                            "DELETE /process-instance/" + own.get("process-instance"),
                            403,
                            "PUT /job/" + own.get("job") + "/suspended",
                            403,
                            "POST /external-task/fetchAndLock",
                            403)
                    .entrySet()) {
                var method = call.getKey().split(" ")[0];
                var path = "/engine-rest" + call.getKey().split(" ")[1];
                var body = method.equals("GET") ? null : body(path, person);
                assertThat(new HttpVisitor(port)
                                .send(method, path, body, headers)
                                .statusCode())
                        .as(person + " " + call.getKey())
                        .isEqualTo(call.getValue());
            }
        }
    }

    private static Set<String> rows(Set<String> endpoints, String address) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.contains(address))
                .map(AccessMatrixTests::row)
                .collect(Collectors.toSet());
    }

    private static String row(String endpoint) {
        var parts = endpoint.split(" ", 2);
        return parts[0] + " " + ENGINE.matcher(parts[1]).replaceFirst("engine:");
    }

    private List<String> tried(List<String> rows) throws Exception {
        var columns = new TreeMap<String, Map<String, char[]>>();
        // Reading changes nothing: all people at once. Writing: one after the other.
        var pool = Executors.newFixedThreadPool(callers.size());
        try {
            var reads = rows.stream().filter(row -> row.startsWith("GET ")).toList();
            var jobs = callers.values().stream()
                    .<Callable<Map<String, char[]>>>map(caller -> () -> tried(caller, reads))
                    .toList();
            var names = List.copyOf(callers.keySet());
            var done = pool.invokeAll(jobs);
            for (var i = 0; i < names.size(); i++) {
                columns.put(names.get(i), new TreeMap<>(done.get(i).get()));
            }
        } finally {
            pool.shutdownNow();
        }
        var writes = rows.stream().filter(row -> !row.startsWith("GET ")).toList();
        callers.forEach((name, caller) -> columns.get(name).putAll(tried(caller, writes)));
        return rows.stream().map(row -> line(row, columns)).toList();
    }

    private Map<String, char[]> tried(Caller caller, List<String> rows) {
        var answers = new TreeMap<String, char[]>();
        for (var row : rows) {
            var method = row.split(" ")[0].replace("*", "GET");
            var path = row.split(" ", 2)[1].replaceFirst("^engine:", "/camunda/api/engine/engine/{name}");
            var asking = WITHOUT_SESSION.contains(row) ? new Caller("") : caller;
            var onOwn = filled(path, own);
            var onForeign = filled(path, foreign);
            answers.put(row, new char[] {
                asking.asks(method, onOwn), onOwn.equals(onForeign) ? '.' : asking.asks(method, onForeign)
            });
        }
        return answers;
    }

    private String line(String row, Map<String, Map<String, char[]>> columns) {
        var parts = row.split(" ", 2);
        return "%-7s %-95s %s  %s"
                .formatted(parts[0], parts[1], cells(row, columns, 0), cells(row, columns, 1))
                .stripTrailing();
    }

    private String cells(String row, Map<String, Map<String, char[]>> columns, int which) {
        return callers.keySet().stream()
                .map(name -> String.valueOf(columns.get(name).get(row)[which]))
                .collect(Collectors.joining());
    }

    /** A path with the ids of one incident; what belongs to no incident exists, or is "unknown". */
    private String filled(String path, Map<String, String> ids) {
        var found = VARIABLE.matcher(path.replace("**", "x").replaceAll("\\*$", "x"));
        var filled = found.replaceAll(match -> match.group(1) + "/" + value(match.group(1), match.group(2), ids));
        var isList = path.startsWith("engine:") || path.contains("/api/cockpit/") || path.contains("/api/engine/");
        // Without a limit, the engine refuses every list.
        return filled.replaceAll("\\{[^}]*}", "unknown") + (isList ? "?maxResults=5" : "");
    }

    private static String value(String before, String variable, Map<String, String> ids) {
        return switch (before) {
            case "engine", "plugin", "setup", "user" ->
                variable.startsWith("engine") || variable.equals("name") ? "default" : "unknown";
            case "key" -> "incident-lifecycle";
            case "variables", "localVariables" -> "incidentId";
            case "alerts" -> "alertmanager";
            case "evidence" -> "00000000-0000-0000-0000-000000000000";
            default -> variable.startsWith("engine") ? "default" : ids.getOrDefault(before, "unknown");
        };
    }

    private static String body(String path, String person) {
        if (path.endsWith("/claim") || path.endsWith("/assignee") || path.endsWith("/delegate")) {
            return "{\"userId\":\"" + person + "\"}";
        }
        if (path.endsWith("/comment/create")) {
            return "{\"message\":\"x\"}";
        }
        if (path.endsWith("/process-instance/suspended")
                || path.endsWith("/process-definition/suspended")
                || path.endsWith("/job/suspended")
                || path.endsWith("/job-definition/suspended")) {
            return "{\"processDefinitionKey\":\"triage\",\"suspended\":true}";
        }
        if (path.endsWith("/suspended")) {
            return "{\"suspended\":true}";
        }
        if (path.endsWith("/signal")) {
            return "{\"name\":\"x\"}";
        }
        if (path.endsWith("/retries")) {
            return "{\"retries\":1}";
        }
        if (path.endsWith("/variables/incidentId") || path.endsWith("/localVariables/incidentId")) {
            return "{\"value\":\"x\",\"type\":\"String\"}";
        }
        if (path.endsWith("/variables") || path.endsWith("/localVariables")) {
            return "{\"modifications\":{\"x\":{\"value\":1}}}";
        }
        if (path.endsWith("/modification")) {
            return "{\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"UserTask_ConfirmSeverity\"}]}";
        }
        if (path.endsWith("/message")) {
            return "{\"messageName\":\"incident-cancelled\",\"all\":true}";
        }
        if (path.endsWith("/fetchAndLock")) {
            return "{\"workerId\":\"w\",\"maxTasks\":1,"
                    + "\"topics\":[{\"topicName\":\"notify.page\",\"lockDuration\":1000}]}";
        }
        return "{}";
    }

    private static List<String> expected() throws Exception {
        var file = new ClassPathResource(TABLE);
        var text = file.exists() ? file.getContentAsString(StandardCharsets.UTF_8) : "";
        return Stream.of(text.split("\n"))
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    private static final String HEADER = """
            # Every endpoint x every role (guarantees.md H14). A row: method, path, the answers on an object of an
            # ordinary incident, then the answers on the same object of a security incident of others ("." where there is none).
            # "engine:" stands for /engine-rest, /engine-rest/engine/{name} and /camunda/api/engine/engine/{name}.
            # Callers, left to right: not logged in, no role, observer, responder, commander, modeler, administrator.
            # x allowed   e allowed, and there is nothing to see   - refused (401, 403, login)   0 not there (404)
            # ? another 4xx: the request is incomplete, or refused in words of its own
            # ! the engine answers 5xx to such a request
            """;
}
