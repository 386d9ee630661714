package dev.firebreak.postmortem;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.ProblemDetailsAdvice;
import dev.firebreak.web.request.RequestErrors;
import dev.firebreak.web.request.UnknownFieldsModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class PostMortemHttpTests {

    @TempDir
    Path data;

    private PostMortemFixture fixture;
    private MockMvc http;
    private IncidentId id;

    @BeforeEach
    void open() {
        fixture = new PostMortemFixture(data);
        var json = Jackson2ObjectMapperBuilder.json()
                .modulesToInstall(new UnknownFieldsModule())
                .build();
        http = MockMvcBuilders.standaloneSetup(fixture.controller())
                .setMessageConverters(
                        new StringHttpMessageConverter(StandardCharsets.UTF_8),
                        new MappingJackson2HttpMessageConverter(json))
                .setControllerAdvice(new RequestErrors(), new ProblemDetailsAdvice())
                .build();
        id = fixture.resolved();
        fixture.service.draft(id);
    }

    @Test
    void itIsReadAsJsonOrMarkdown() throws Exception {
        http.perform(get("/api/incidents/{id}/postmortem", id.value()).accept("*/*"))
                .andExpect(header().string("ETag", "\"1\""))
                .andExpect(jsonPath("$.incident").value(id.value()))
                .andExpect(jsonPath("$.status").value("DRAFT"))
                .andExpect(jsonPath("$.milestones", hasSize(7)))
                .andExpect(jsonPath("$.sections.summary", containsString("mosaic-postgres")));
        http.perform(get("/api/incidents/{id}/postmortem", id.value()).accept("text/markdown"))
                .andExpect(content().contentTypeCompatibleWith("text/markdown"))
                .andExpect(content().string(containsString("# Post-mortem: " + id)))
                .andExpect(content().string(containsString("https://firebreak.test/incidents/" + id)));
    }

    @Test
    void anIncidentWithoutOneIsA404() throws Exception {
        var other = fixture.record.incident();

        http.perform(get("/api/incidents/{id}/postmortem", other.value()))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail", containsString("not resolved yet")));
        http.perform(get("/api/incidents/{id}/postmortem", "INC-20200101-000000-001"))
                .andExpect(status().isNotFound());
    }

    @Test
    void anEditNamesTheVersionItWasMadeFrom() throws Exception {
        edit(null, "{\"lessons\":\"x\"}").andExpect(status().is(428));
        edit("\"7\"", "{\"lessons\":\"x\"}").andExpect(status().isPreconditionFailed());
        edit("\"1\"", "{\"lessons\":\"watch the pool\"}")
                .andExpect(status().isOk())
                .andExpect(header().string("ETag", "\"2\""))
                .andExpect(jsonPath("$.sections.lessons").value("watch the pool"))
                .andExpect(jsonPath("$.sections.summary").isEmpty())
                .andExpect(jsonPath("$.authors[1]").value("Rex Responder"));
        edit("W/\"2\"", "{}").andExpect(status().isOk());
    }

    @Test
    void anApprovalNamesTheVersionThatWasRead() throws Exception {
        fixture.service.record(id, PostMortemFixture.form(Map.of()), true, "carla");

        approve(null).andExpect(status().is(428));
        approve("\"1\"")
                .andExpect(status().isPreconditionFailed())
                .andExpect(jsonPath("$.detail", containsString("has changed since you read it")));
        approve("\"2\"")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("FINAL"));
    }

    @Test
    @Tag("H21")
    void headerImpactAndTimelineCannotBeTyped() throws Exception {
        for (var field : new String[] {"status", "authors", "duration", "milestones", "incident"}) {
            edit("\"1\"", "{\"" + field + "\":\"x\"}")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value(field));
        }
        edit("\"1\"", "{\"dataLoss\":\"perhaps\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("dataLoss"));
    }

    @Test
    void aFinalOneIsA409() throws Exception {
        fixture.service.record(id, PostMortemFixture.form(Map.of()), true, "carla");
        fixture.approves("ann", id);

        edit("\"2\"", "{}").andExpect(status().isConflict());
    }

    @Test
    void actionItemsAreListed() throws Exception {
        fixture.service.record(
                id, PostMortemFixture.form(Map.of("actionItems", "Alert | rex | 2026-12-01")), true, "carla");
        fixture.approves("ann", id);
        fixture.service.fileActionItems(id);

        http.perform(get("/api/incidents/{id}/actions", id.value()))
                .andExpect(jsonPath("$[0].description").value("Alert"))
                .andExpect(jsonPath("$[0].owner").value("rex"))
                .andExpect(jsonPath("$[0].status").value("OPEN"));
        http.perform(get("/api/incidents/{id}/actions", "INC-20200101-000000-001"))
                .andExpect(status().isNotFound());
    }

    private ResultActions approve(String version) throws Exception {
        var request = post("/api/incidents/{id}/postmortem/approve", id.value()).principal(() -> "ann");
        return http.perform(version == null ? request : request.header("If-Match", version));
    }

    private ResultActions edit(String version, String body) throws Exception {
        var request = put("/api/incidents/{id}/postmortem", id.value())
                .principal(() -> "rex")
                .contentType("application/json")
                .content(body);
        return http.perform(version == null ? request : request.header("If-Match", version));
    }
}
