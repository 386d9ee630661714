package dev.firebreak.oncall.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.firebreak.comms.CommsFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class OnCallControllerTests {

    private final CommsFixture comms = new CommsFixture();
    private final MockMvc http = MockMvcBuilders.standaloneSetup(
                    new OnCallController(new OnCall(comms.catalog()), comms.refused(), comms.clock))
            .build();

    @Test
    void itSaysWhoIsOnCallNowAndUntilWhen() throws Exception {
        http.perform(get("/api/on-call"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.rotas.length()").value(3))
                .andExpect(jsonPath("$.rotas[0].rota").value("primary"))
                .andExpect(jsonPath("$.rotas[0].person").value("rita"))
                .andExpect(jsonPath("$.rotas[0].mailRefused").isEmpty());
    }

    @Test
    void itSaysWhoWasOnCallAtAnotherTime() throws Exception {
        http.perform(get("/api/on-call").param("at", "2026-01-05T10:00:00+01:00"))
                .andExpect(jsonPath("$.rotas[0].until").exists());
        http.perform(get("/api/on-call").param("at", "2026-01-05T09:59:59+01:00"))
                .andExpect(jsonPath("$.rotas").isEmpty());
    }

    @Test
    @Tag("G3")
    void anAddressThatWasRefusedShows() throws Exception {
        comms.refused().mark("rita@example.org", "550 no such user");

        http.perform(get("/api/on-call"))
                .andExpect(jsonPath("$.rotas[0].mailRefused").value("550 no such user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-01-05T10:00:00", "2026-02-30T10:00:00Z"})
    void aTimeThatIsNotOneIsRefused(String at) throws Exception {
        var answer = http.perform(get("/api/on-call").param("at", at)).andReturn();

        assertThat(answer.getResponse().getStatus()).isEqualTo(400);
        assertThat(answer.getResolvedException()).hasMessageContaining("offset");
    }
}
