package dev.firebreak.incident.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.ProblemDetailsAdvice;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.incident.evidence.EvidenceController;
import dev.firebreak.web.PublicAddress;
import dev.firebreak.web.request.RequestErrors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class IncidentHttpTests {

    @TempDir
    Path data;

    private final InMemoryRecord record = new InMemoryRecord(Clock.systemUTC());
    private final IncidentId first = record.incident();
    private final IncidentId second = record.incident();
    private Evidence evidence;
    private MockMvc http;

    @BeforeEach
    void open() {
        evidence = record.evidence(data);
        record.beans()
                .registerBean(
                        PublicAddress.class, () -> new PublicAddress(URI.create("https://incidents.example:8443")));
        http = MockMvcBuilders.standaloneSetup(
                        record.beans().getBean(IncidentController.class),
                        record.beans().getBean(EvidenceController.class))
                .addInterceptors(record.beans().getBean(MembersOnly.class))
                .setControllerAdvice(new RequestErrors(), new ProblemDetailsAdvice())
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =cmd|' /C calc'!A0", "\uFF1D1", "say \"hi\", =1", "a\n=1"})
    @Tag("E8")
    void noCellOfAnExportIsAFormula(String text) throws Exception {
        record.timeline().add(first, text, "=who", "=details\n\t=second line");

        var csv = http.perform(get("/api/incidents/" + first + "/timeline.csv"))
                .andExpect(content().contentType("text/csv;charset=UTF-8"))
                .andExpect(
                        header().string("Content-Disposition", "attachment; filename=\"" + first + "-timeline.csv\""))
                .andReturn()
                .getResponse()
                .getContentAsString(UTF_8);

        assertThat(csv)
                .startsWith("\"at\",\"milestone\",\"what\",\"who\",\"details\"\r\n")
                .contains("'=who", "'=details");
        assertThat(csv).doesNotContainPattern("(^|,|\r\n)\"\\s*[=+\\-@\uFF1D]");
        assertThat(csv.split("\r\n")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/timeline", "/timeline.csv", "/evidence", "/evidence/00000000-0000-0000-0000-000000000000"})
    @Tag("H29")
    void aMembersOnlyIncidentIsUnknownToEverybodyElse(String part) throws Exception {
        record.members().restrict(first);
        record.members().add(first, "carla", IncidentMembers.Part.COMMANDER);

        var unknown = detail("INC-20200101-000000-001", "olivia", part);
        assertThat(detail(first.value(), "olivia", part))
                .isEqualTo(unknown.replace("INC-20200101-000000-001", first.value()));
        assertThat(detail(first.value(), "carla", part)).doesNotContain("There is no incident");
    }

    private String detail(String id, String person, String part) throws Exception {
        return http.perform(get("/api/incidents/" + id + part).principal(() -> person))
                .andReturn()
                .getResponse()
                .getContentAsString(UTF_8);
    }

    @Test
    @Tag("H29")
    void listsShowAMembersOnlyIncidentToItsMembersOnly() throws Exception {
        record.members().restrict(first);
        record.members().add(first, "carla", IncidentMembers.Part.COMMANDER);

        http.perform(get("/api/incidents").principal(() -> "olivia"))
                .andExpect(jsonPath("$[*].id", contains(second.value())));
        http.perform(get("/api/incidents").principal(() -> "carla"))
                .andExpect(jsonPath("$[*].id", contains(second.value(), first.value())));
        assertThat(record.incidents().list(true, 10, 0, "olivia"))
                .extracting(incident -> incident.id())
                .containsExactly(second);
    }

    @Test
    void incidentsAreListedNewestFirst() throws Exception {
        http.perform(get("/api/incidents"))
                .andExpect(jsonPath("$[*].id", contains(second.value(), first.value())))
                .andExpect(header().string("Link", "<https://incidents.example:8443/api/incidents>; rel=\"first\""));
    }

    @Test
    void theListIsNarrowedByStatusSeverityAndService() throws Exception {
        record.incidents().classify(first, Severity.P1, Instant.EPOCH);
        record.incidents().resolve(first, "restarted", null);

        http.perform(get("/api/incidents?status=open")).andExpect(jsonPath("$[*].id", contains(second.value())));
        http.perform(get("/api/incidents?status=resolved")).andExpect(jsonPath("$[*].id", contains(first.value())));
        http.perform(get("/api/incidents?severity=p1")).andExpect(jsonPath("$[*].id", contains(first.value())));
        http.perform(get("/api/incidents?service=mosaic-postgres")).andExpect(jsonPath("$", hasSize(2)));
        http.perform(get("/api/incidents?service=mosaic")).andExpect(jsonPath("$", hasSize(0)));
        http.perform(get("/api/incidents?status=all&page=2")).andExpect(jsonPath("$", hasSize(0)));
    }

    @Test
    void linksLeadThroughAListThatGrowsAndShrinksWithoutARowTwiceOrNever() throws Exception {
        record.incidents().resolve(first, "restarted", null);
        var old = new ArrayList<>(List.of(second.value()));
        for (var i = 0; i < 100; i++) {
            old.add(0, record.incident().value());
        }

        var one = page("/api/incidents?status=open&service=mosaic-postgres");
        record.incident();
        record.incidents().resolve(new IncidentId(old.get(49)), "restarted", null);
        var two = page(one.next());
        var three = page(two.next());

        assertThat(one.first())
                .isEqualTo("https://incidents.example:8443/api/incidents?status=open&service=mosaic-postgres");
        assertThat(one.prev()).isNull();
        assertThat(Stream.of(one, two, three).flatMap(page -> page.ids().stream()))
                .containsExactlyElementsOf(old);
        assertThat(three.next()).isNull();
        assertThat(page(three.prev()).ids()).isEqualTo(two.ids());
        assertThat(page("/api/incidents?status=open&page=3").ids())
                .as("numbered pages shift")
                .hasSize(1);
    }

    private record Page(List<String> ids, String first, String prev, String next) {}

    private Page page(String address) throws Exception {
        var answer = http.perform(get(URI.create(address.replace("https://incidents.example:8443", ""))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
        List<String> ids = JsonPath.read(answer.getContentAsString(), "$[*].id");
        var links = answer.getHeader("Link");
        return new Page(ids, link(links, "first"), link(links, "prev"), link(links, "next"));
    }

    private static String link(String links, String relation) {
        var found = Pattern.compile("<([^>]+)>; rel=\"" + relation + "\"").matcher(links);
        return found.find() ? found.group(1) : null;
    }

    @Test
    void aLongTimelineHasPages() throws Exception {
        for (var i = 0; i < Timeline.PAGE + 2; i++) {
            record.timeline().add(i == 0 ? second : first, "line " + i, "test");
        }

        var one = http.perform(get("/api/incidents/{id}/timeline", first.value()))
                .andExpect(jsonPath("$", hasSize(Timeline.PAGE)))
                .andReturn()
                .getResponse();
        var next = link(one.getHeader("Link"), "next").replace("https://incidents.example:8443", "");
        http.perform(get(URI.create(next))).andExpect(jsonPath("$[*].what", contains("line " + (Timeline.PAGE + 1))));
    }

    @ParameterizedTest
    @CsvSource({
        "status=bad,status",
        "severity=P9,severity",
        "page=0,page",
        "page=2147483647,page",
        "page=x,page",
        "after=x,after",
        "before=x,before",
        "after=INC-20200101-000000-001,INC-2020",
        "after=1&page=2,page",
        "after=1&before=2,before"
    })
    void aBadParameterIsNamed(String query, String field) throws Exception {
        http.perform(get("/api/incidents?" + query))
                .andExpect(status().is4xxClientError())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.detail", containsString(field)));
    }

    @Test
    void oneIncidentIsReadByItsName() throws Exception {
        http.perform(get("/api/incidents/" + first))
                .andExpect(jsonPath("$.id").value(first.value()))
                .andExpect(jsonPath("$.service").value("mosaic-postgres"))
                .andExpect(jsonPath("$.status").value("INVESTIGATING"));
        http.perform(get("/api/incidents/INC-20200101-000000-001")).andExpect(status().isNotFound());
        http.perform(get("/api/incidents/INC-20200101-000000-001/timeline")).andExpect(status().isNotFound());
        http.perform(get("/api/incidents/INC-20200101-000000-001/evidence")).andExpect(status().isNotFound());
        http.perform(get("/api/incidents/nonsense")).andExpect(status().isBadRequest());
    }

    @Test
    void theTimelineIsJsonOrMarkdown() throws Exception {
        record.timeline().reach(first, Milestone.ALERTED, "Alert | raised", "alertmanager");

        http.perform(get("/api/incidents/{id}/timeline", first.value()).accept("*/*"))
                .andExpect(jsonPath("$[0].milestone").value("ALERTED"))
                .andExpect(jsonPath("$[0].what").value("Alert | raised"))
                .andExpect(jsonPath("$[0].number").value(1));
        http.perform(get("/api/incidents/{id}/timeline", first.value()).accept("text/markdown"))
                .andExpect(content().contentTypeCompatibleWith("text/markdown"))
                .andExpect(content().string(containsString("| Alert \\| raised | alertmanager |")));
    }

    @Test
    @Tag("E4")
    void evidenceIsSavedAndNeverShown() throws Exception {
        evidence.keep(first, "../a\"\r\nX: y<b>.html", "text/html", "<script>".getBytes(UTF_8), "test");
        var id = evidence.of(first).get(0).id();

        http.perform(get("/api/incidents/{id}/evidence", first.value()))
                .andExpect(jsonPath("$[0].id").value(id.toString()))
                .andExpect(jsonPath("$[0].takenBy").value("test"));
        http.perform(get("/api/incidents/{id}/evidence/{item}", first.value(), id))
                .andExpect(content().contentType("text/plain;charset=UTF-8"))
                .andExpect(content().bytes("<script>".getBytes(UTF_8)))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Disposition", containsString("attachment")))
                .andExpect(header().string("Content-Disposition", not(containsString("/"))));
    }

    @Test
    void evidenceIsFoundUnderItsOwnIncidentOnly() throws Exception {
        evidence.keep(first, "a", "text/plain", new byte[] {1}, "test");
        var id = evidence.of(first).get(0).id();

        http.perform(get("/api/incidents/{id}/evidence/{item}", second.value(), id))
                .andExpect(status().isNotFound());
        http.perform(get("/api/incidents/{id}/evidence/{item}", first.value(), UUID.randomUUID()))
                .andExpect(status().isNotFound());
    }
}
