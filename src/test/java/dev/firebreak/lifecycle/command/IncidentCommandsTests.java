package dev.firebreak.lifecycle.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.engine.ActivityProperties;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.ProblemDetailsAdvice;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lifecycle.EmptyEngine;
import dev.firebreak.lifecycle.RecordingProcess;
import dev.firebreak.web.request.RequestErrors;
import dev.firebreak.web.request.UnknownFieldsModule;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The HTTP commands with a real engine, whose process only waits for their messages. */
class IncidentCommandsTests {

    private static final InMemoryRecord record =
            new InMemoryRecord(Clock.systemUTC(), "V7__process_start", "V18__people_behind_power");
    private static final ProcessEngine engine = RecordingProcess.engine();

    private MockMvc http;

    @BeforeEach
    void open() {
        var catalog = new Catalog(
                "mosaic", Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of("engineering", List.of()), null);
        var json = Jackson2ObjectMapperBuilder.json()
                .modulesToInstall(new UnknownFieldsModule())
                .build();
        var beans = EmptyEngine.beans(record, engine);
        beans.registerBean(Accounts.class, People::new);
        beans.registerBean(Catalog.class, () -> catalog);
        beans.registerBean(DisplayNames.class);
        beans.registerBean(ActivityProperties.class, () -> IncidentCommandsTests::isToConfirm);
        beans.refresh();
        http = MockMvcBuilders.standaloneSetup(beans.getBean(IncidentCommands.class))
                .setMessageConverters(new MappingJackson2HttpMessageConverter(json))
                .setControllerAdvice(new RequestErrors(), new ProblemDetailsAdvice())
                .build();
    }

    private static Optional<String> isToConfirm(String definition, String activity, String property) {
        return Optional.of("resolve").filter(it -> activity.equals("UserTask_ConfirmResolution"));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void aDeclaredIncidentRunsAsAProcess() throws Exception {
        var answer = declare(
                        "{\"title\":\"Checkout fails\",\"service\":\"mosaic-plane\",\"details\":\"since 9\\nsharp\","
                                + "\"facts\":{\"usersAffected\":\"many\",\"dataRisk\":\"no\"}}")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.source").value("carla"))
                .andReturn()
                .getResponse();

        var id = new IncidentId(answer.getHeader("Location").replace("/api/incidents/", ""));
        var process = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(id.value())
                .singleResult();
        assertThat(engine.getRuntimeService().getVariables(process.getId()))
                .containsEntry("usersAffected", "many")
                .containsEntry("dataRisk", "no")
                .doesNotContainKey("securityIssue");
        assertThat(record.timeline().of(id)).singleElement().satisfies(line -> {
            assertThat(line.what()).isEqualTo("Incident declared: Checkout fails");
            assertThat(line.details()).isEqualTo("since 9\nsharp");
            assertThat(line.milestone()).as("no monitoring alert was triggered").isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"title\":\"x\"} ~ service",
                "{\"title\":\" \",\"service\":\"x\"} ~ title",
                "{\"title\":\"x\",\"service\":\"x\",\"symptom\":\"Not Kebab\"} ~ symptom",
                "{\"title\":\"x\",\"service\":\"x\",\"facts\":{\"usersAffected\":\"ALL\"}} ~ facts.usersAffected",
                "{\"title\":\"x\",\"service\":\"x\",\"facts\":{\"servicesDown\":-1}} ~ facts.servicesDown",
                "{\"title\":\"x\",\"service\":\"x\",\"facts\":{\"servicesDown\":\"four\"}} ~ facts.servicesDown",
                "{\"title\":{\"a\":1},\"service\":\"x\"} ~ title",
            })
    void aWrongFieldIsNamed(String body, String field) throws Exception {
        var before = processes();

        declare(body)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.field").value(field))
                .andExpect(jsonPath("$.detail", containsString(field + ": ")))
                .andExpect(content().string(not(containsString("dev.firebreak"))));
        assertThat(processes()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "severity", "commander", "id", "role", "approvedBy", "by", "drill"})
    @Tag("H21")
    void aFieldThatIsNotAskedForIsRefused(String field) throws Exception {
        declare("{\"title\":\"x\",\"service\":\"x\",\"" + field + "\":\"y\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString(field + ": unknown field (known: details, facts,")));
    }

    @Test
    void whatIsNotJsonIsToldByLineAndColumn() throws Exception {
        declare("{\"title\":\"x\",\n oops}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("line 2, column 2: not JSON")));
        declare("")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("The body is missing."));
        declare("[]").andExpect(status().isBadRequest()).andExpect(jsonPath("$.detail", containsString("line 1")));
    }

    @Test
    void eachCommandReachesTheProcessInTheNameOfWhoIsLoggedIn() throws Exception {
        var id = declared();

        order(id, "severity", "{\"severity\":\"P1\",\"reason\":\"all users\"}").andExpect(status().isOk());
        assertThat(said(id)).containsExactly("severity-changed {by=carla, newSeverity=P1, reason=all users}");

        order(id, "roles", "{\"commander\":\"cora\"}").andExpect(status().isConflict());
        record.incidents().command(id, "carla");
        order(id, "roles", "{\"commander\":\"cora\"}").andExpect(status().isOk());
        assertThat(said(id))
                .contains("hand-over-proposed {by=carla, newCommander=cora, newSeverity=P1, reason=all users}");

        order(id, "life-safety", "{\"reason\":\"smoke\"}").andExpect(status().isOk());
        assertThat(said(id))
                .contains("life-safety-declared {by=carla, newCommander=cora, newSeverity=P1, reason=smoke}");
    }

    @Test
    void commandGoesOnlyToSomebodyWhoCanTakeIt() throws Exception {
        var id = declared();

        order(id, "roles", "{\"commander\":\"olivia\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("commander"));
        order(id, "roles", "{\"commander\":\"nobody\"}").andExpect(status().isBadRequest());

        assertThat(said(id)).isEmpty();
    }

    @Test
    void theFirstAcknowledgementCounts() throws Exception {
        var id = declared();

        order(id, "acknowledge", "").andExpect(jsonPath("$.acknowledgedBy").value("carla"));
        http.perform(post("/api/incidents/" + id + "/acknowledge").principal(() -> "rex"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.acknowledgedBy").value("carla"));
    }

    @Test
    void aNoteIsALineOfTheTimelineAndAnUpdateGoesThroughTheProcess() throws Exception {
        var id = declared();

        order(id, "notes", "{\"text\":\"deployed at 9:00\"}").andExpect(status().isOk());
        order(id, "updates", "{\"text\":\"we look into it\",\"audience\":\"engineering\"}")
                .andExpect(status().isOk());
        order(id, "updates", "{\"text\":\"x\",\"audience\":\"everybody\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("audience"));
        for (var next : List.of("PT4M59S", "PT24H1S", "PT-1H")) {
            order(id, "updates", "{\"text\":\"x\",\"nextUpdateIn\":\"" + next + "\"}")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value("nextUpdateIn"));
        }
        order(id, "updates", "{\"text\":\"x\",\"audience\":\"engineering\",\"nextUpdateIn\":\"PT1H\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("nextUpdateIn"));

        assertThat(timelineOf(id)).endsWith("Note: deployed at 9:00");
        assertThat(said(id))
                .containsExactly("update-given {audiences=engineering, by=carla, updateText=we look into it}");
    }

    @Test
    void whatTheProcessCannotTakeIsA409WithTheReason() throws Exception {
        var id = declared();
        order(id, "cancel", "{\"reason\":\"false alarm\"}").andExpect(status().isOk());
        record.incidents().end(id, IncidentStatus.CANCELLED, null);

        for (var command : List.of("cancel", "life-safety")) {
            order(id, command, "{\"reason\":\"again\"}")
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.detail", containsString("it has ended or is past that point")));
        }
        order(id, "severity", "{\"severity\":\"P1\",\"reason\":\"x\"}").andExpect(status().isConflict());
        order(id, "updates", "{\"text\":\"x\"}").andExpect(status().isConflict());
        order(id, "acknowledge", "").andExpect(status().isConflict());
        order(new IncidentId("INC-20200101-000000-001"), "cancel", "{\"reason\":\"x\"}")
                .andExpect(status().isNotFound());
    }

    @Test
    void anIncidentIsResolvedOnlyWhereItWaitsForThat() throws Exception {
        var id = declared();
        order(id, "resolve", "{\"resolution\":\"restarted\"}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", containsString("does not wait for its resolution")));
        order(id, "resolve", "{}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("resolution"));

        var process = RecordingProcess.waitsForResolution(engine, id.value());
        order(id, "resolve", "{\"resolution\":\"restarted\",\"rootCause\":\"a leak\"}")
                .andExpect(status().isOk());

        assertThat(RecordingProcess.left(engine, process))
                .containsEntry("resolutionDecision", "resolved")
                .containsEntry("resolution", "restarted")
                .containsEntry("rootCause", "a leak")
                .containsEntry("by", "carla");
    }

    @Test
    void anIncidentIsMergedIntoAnOpenOneOnly() throws Exception {
        var id = declared();
        var other = declared();
        var closed = declared();
        record.incidents().end(closed, IncidentStatus.CLOSED, null);

        merge(id, id).andExpect(status().isConflict()).andExpect(jsonPath("$.detail", containsString("itself")));
        merge(id, closed).andExpect(status().isConflict()).andExpect(jsonPath("$.detail", containsString("open")));
        merge(id, new IncidentId("INC-20200101-000000-001")).andExpect(status().isNotFound());
        order(id, "merge", "{\"into\":\"x\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("into: not an incident id")));
        merge(id, other).andExpect(status().isOk());
        record.incidents().end(id, IncidentStatus.MERGED, other);
        merge(other, id).andExpect(status().isConflict());

        assertThat(timelineOf(other)).endsWith(id + " was merged into this incident");
    }

    private static long processes() {
        return engine.getRuntimeService().createProcessInstanceQuery().count();
    }

    private ResultActions merge(IncidentId id, IncidentId into) throws Exception {
        return order(id, "merge", "{\"into\":\"" + into + "\"}");
    }

    private ResultActions declare(String body) throws Exception {
        return http.perform(post("/api/incidents")
                .principal(() -> "carla")
                .contentType("application/json")
                .content(body));
    }

    private ResultActions order(IncidentId id, String command, String body) throws Exception {
        return http.perform(post("/api/incidents/" + id + "/" + command)
                .principal(() -> "carla")
                .contentType("application/json")
                .content(body));
    }

    private IncidentId declared() throws Exception {
        var answer = declare("{\"title\":\"x\",\"service\":\"x\"}").andReturn().getResponse();
        return new IncidentId(answer.getHeader("Location").replace("/api/incidents/", ""));
    }

    private List<String> said(IncidentId id) {
        return RecordingProcess.heard(engine, id.value());
    }

    private List<String> timelineOf(IncidentId id) {
        return record.timeline().of(id).stream().map(TimelineEntry::what).toList();
    }

    /** The accounts: olivia is an observer, rex a responder, cora a commander. */
    private static final class People implements Accounts {

        @Override
        public Optional<Person> authenticate(String id, String password) {
            return Optional.empty();
        }

        @Override
        public Optional<Person> find(String id) {
            var roles = Map.of(
                    "olivia", Set.of(Role.OBSERVER), "rex", Set.of(Role.RESPONDER), "cora", Set.of(Role.COMMANDER));
            return Optional.ofNullable(roles.get(id)).map(role -> new Person(id, id, id + "@x.test", role));
        }

        @Override
        public void createIfMissing(String id, String name, String mail, String password, Set<Role> roles) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasAdmin() {
            return true;
        }
    }
}
