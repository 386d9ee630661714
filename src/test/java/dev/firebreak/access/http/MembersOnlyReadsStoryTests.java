package dev.firebreak.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.access.audit.log.AuditLog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.lifecycle.Lifecycle;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

/**
 * What people read of a security incident in the engine's REST API and in the webapps: an administrator who is no
 * member gets the same answers with the incident as before it, from every address that lists or counts something.
 */
@StoryTest
class MembersOnlyReadsStoryTests {

    private static final String PASSWORD = "amber-lantern-1";
    private static final String ENGINE = "/camunda/api/engine/engine/{name}";
    private static final String COCKPIT = "GET /camunda/api/cockpit/plugin/base/{engine}/";
    private static final String ALL = "?maxResults=2000&failedJobs=true&incidents=true";
    private static final List<String> MODELS = List.of("incident-lifecycle", "page-on-call");

    /** Parameters with which lists are asked for the objects of one incident. */
    private static final Set<String> FILTERS =
            Set.of("processInstanceBusinessKey", "businessKey", "processInstanceId", "resourceId", "tenantIdIn");

    private static final Pattern OTHER_THINGS = Pattern.compile("GET .*[^n]/(process-definition|decision-definition"
            + "|job-definition|deployment|user|group|authorization|filter)(/count|/statistics|/statistics-count)?");

    /** Lists of what belongs to processes, and the parameter that asks for those of one incident. */
    private static final Map<String, String> ABOUT_PROCESSES = Map.of(
            "GET " + ENGINE + "/process-instance", "businessKey",
            "GET " + ENGINE + "/task", "processInstanceBusinessKey",
            "GET " + ENGINE + "/incident", "tenantIdIn",
            "GET " + ENGINE + "/external-task", "tenantIdIn",
            "GET " + ENGINE + "/history/process-instance", "processInstanceBusinessKey",
            "GET " + ENGINE + "/history/task", "processInstanceBusinessKey");

    @Autowired
    ApplicationContext context;

    @Autowired
    ServletContext servlets;

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Accounts accounts;

    @Autowired
    IncidentMembers members;

    @Autowired
    AuditLog log;

    @Autowired
    ProcessEngine engine;

    @LocalServerPort
    int port;

    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    private final Map<String, HttpVisitor> browsers = new TreeMap<>();

    @BeforeEach
    void peopleAreThereAndNothingRuns() {
        logging.setLogLevel("org.camunda.bpm.engine.rest.exception", LogLevel.OFF);
        logging.setLogLevel("org.camunda.bpm.engine.context", LogLevel.OFF);
        world.endsAllProcesses();
        for (var person :
                Map.of("r.admin", Role.ADMIN, "r.member", Role.COMMANDER).entrySet()) {
            var id = person.getKey();
            accounts.createIfMissing(id, id, id + "@example.test", PASSWORD, Set.of(person.getValue()));
            var browser = new HttpVisitor(port);
            browser.login(id, PASSWORD);
            browser.page("/camunda/app/welcome/default/");
            browsers.put(id, browser);
        }
    }

    @AfterEach
    void refusalsAreLoggedAgain() {
        logging.setLogLevel("org.camunda.bpm.engine.rest.exception", null);
        logging.setLogLevel("org.camunda.bpm.engine.context", null);
        world.endsAllProcesses();
    }

    @Test
    @Tag("H29")
    void anAdministratorReadsEverywhereTheSameWithASecurityIncidentAsBeforeIt_membersReadIt() throws Exception {
        var reads = reads();
        var before = answers("r.admin", reads);

        var incident = securityIncident();
        var after = answers("r.admin", reads);

        assertThat(reads).hasSizeGreaterThan(150);
        var changed = new TreeMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        assertThat(changed).as("answers that the incident changes").isEmpty();
        assertThat(found("r.admin", incident, aboutOtherThings(reads), FILTERS)).isEmpty();
        assertThat(found("r.admin", incident, ABOUT_PROCESSES.keySet(), ABOUT_PROCESSES.values()))
                .isEmpty();
        assertThat(found("r.member", incident, ABOUT_PROCESSES.keySet(), ABOUT_PROCESSES.values()))
                .isEqualTo(ABOUT_PROCESSES.keySet());
        assertThat(answers("r.member", Set.of(COCKPIT + "process-instance", COCKPIT + "incident")))
                .allSatisfy((path, answer) -> assertThat(answer).contains("failedExternalTask"));
        assertThat(calledBy("r.admin", incident)).isEqualTo("200 []");
        assertThat(calledBy("r.member", incident)).contains("page-on-call");
    }

    /** Firebreak's own pages and API, exports and audit included, name the incident to members only. */
    @Test
    @Tag("H29")
    void noPageAndNoListOfOursNamesASecurityIncidentToAnAdministrator() {
        var incident = securityIncident();
        while (log.advance()) {
            // the next piece
        }
        var ours = Endpoints.ofSpring(context).stream()
                .filter(it -> it.startsWith("GET /") && !it.contains("{") && !it.contains("*"))
                // What LiveEventsTests reads has no end.
                .filter(it -> !it.startsWith("GET /camunda") && !it.startsWith("GET /api/events"))
                .toList();

        assertThat(ours).hasSizeGreaterThan(20);
        assertThat(naming(incident, "r.admin", ours)).isEmpty();
        assertThat(naming(incident, "r.member", ours)).contains("GET /api/incidents", "GET /", "GET /audit.csv");
    }

    private List<String> naming(IncidentId incident, String person, List<String> pages) {
        return pages.stream()
                .filter(page -> asks(person, page, null).contains(incident.value()))
                .toList();
    }

    /**
     * An incident that becomes a security incident while it is open: with tasks, timers, variables, decisions, history,
     * grants of its tasks, and a step that is stuck.
     */
    private IncidentId securityIncident() {
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        members.add(incident, "r.member", IncidentMembers.Part.ADDED);
        world.as(
                "r.member",
                () -> engine.getTaskService()
                        .claim(world.task("UserTask_TakeCommand", incident).getId(), "r.member"));
        lifecycle.alertsJoined(Map.of(incident, List.of(Map.<String, Object>of("securityIssue", "yes"))));
        var jobs = engine.getManagementService();
        jobs.createJobQuery().timers().list().stream()
                .filter(job -> job.getProcessInstanceId() != null)
                .forEach(job -> jobs.executeJob(job.getId()));
        var tasks = engine.getExternalTaskService();
        tasks.createExternalTaskQuery().list().forEach(task -> tasks.setRetries(task.getId(), 0));
        return incident;
    }

    /** Every address that lists, counts or sums something: "GET path". A POST to this path asks the same query. */
    private Set<String> reads() throws Exception {
        var all = Endpoints.ofJaxRs(context, servlets);
        var reads = new TreeSet<String>();
        all.stream()
                .filter(it -> it.contains("GET " + ENGINE + "/")
                        || it.matches("GET /camunda/api/(cockpit|admin|tasklist)/.*"))
                .filter(it -> !it.replace("process-definition/{id}", "").contains("{id}"))
                .filter(it -> !it.contains("/logout"))
                // How often the engine ran each command, these reads included.
                .filter(it -> !it.endsWith("/telemetry/data"))
                .forEach(reads::add);
        return reads;
    }

    private Map<String, String> answers(String person, Set<String> reads) {
        var answers = new TreeMap<String, String>();
        for (var read : reads) {
            for (var path : filled(read)) {
                answers.put(path, asks(person, path + ALL, null));
            }
        }
        return answers;
    }

    /** Lists of models, people and grants: a filter by a process could tell whether the process exists. */
    private static Set<String> aboutOtherThings(Set<String> reads) {
        return reads.stream()
                .filter(read -> OTHER_THINGS.matcher(read).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The lists that answer a question for this incident with something else than for one that does not exist. */
    private Set<String> found(
            String person, IncidentId incident, Collection<String> reads, Collection<String> filters) {
        var instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value(), "triage")
                .singleResult();
        var task = world.task("UserTask_TakeCommand", incident).getId();
        var found = new TreeSet<String>();
        for (var read : reads) {
            for (var filter : new TreeSet<>(filters)) {
                var value = filter.endsWith("usinessKey") || filter.equals("tenantIdIn")
                        ? incident.value()
                        : filter.equals("resourceId") ? task : instance.getId();
                var path = filled(read).get(0) + "?maxResults=2000&" + filter + "=";
                var answer = asks(person, path + value, null);
                if (!answer.equals(asks(person, path + UUID.randomUUID(), null)) && answer.startsWith("200")) {
                    found.add(read);
                }
            }
        }
        return found;
    }

    /** Cockpit's list of the models that the processes of this incident call. */
    private String calledBy(String person, IncidentId incident) {
        var path = COCKPIT.replace("GET", "POST").replace("{engine}", "default") + "process-definition/";
        return asks(
                person,
                path + definition("incident-lifecycle") + "/called-process-definitions",
                "{\"businessKey\":\"" + incident.value() + "\"}");
    }

    private String asks(String person, String methodAndPath, String body) {
        var browser = browsers.get(person);
        var method = methodAndPath.split(" ")[0];
        var headers = new TreeMap<>(Map.of("Accept", "application/json, */*;q=0.5"));
        headers.put("Content-Type", "application/json");
        headers.put("X-XSRF-TOKEN", String.valueOf(browser.cookie("XSRF-TOKEN")));
        var answer = browser.send(method, methodAndPath.split(" ")[1], method.equals("GET") ? null : body, headers);
        return answer.statusCode() + " " + answer.body();
    }

    /** The paths with the ids and keys of models, and otherwise with names that exist. */
    private List<String> filled(String read) {
        var path = read.replaceAll("engine/\\{name}", "engine/default")
                .replaceAll("\\{engine(Name)?}", "default")
                .replaceAll("user/\\{\\w+}", "user/default");
        var paths = new ArrayList<String>();
        for (var model : MODELS) {
            paths.add(path.replace("process-definition/{id}", "process-definition/" + definition(model))
                    .replace("{key}", model)
                    .replaceAll("\\{[^}]*}", "unknown"));
        }
        return paths.stream().distinct().toList();
    }

    private String definition(String key) {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getId();
    }
}
