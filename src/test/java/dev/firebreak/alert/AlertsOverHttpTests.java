package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.FirebreakTest;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A real Alertmanager's payload through all of Firebreak: login, filters, journal, process. */
@FirebreakTest
class AlertsOverHttpTests {

    @Autowired
    private TestRestTemplate http;

    @Autowired
    private ObjectMapper json;

    @Test
    void anAlertmanagerWithItsTokenOpensAnIncidentThatPeopleSee() throws IOException {
        var answer = post(FirebreakTest.INGEST_TOKEN);

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        var told = json.readTree(answer.getBody());
        assertThat(told.get("received").asInt()).isEqualTo(2);
        var incident = told.get("incidents").get(0).asText();
        assertThat(json.readTree(post(FirebreakTest.INGEST_TOKEN).getBody())
                        .get("duplicates")
                        .asInt())
                .isEqualTo(2);

        var alerts = http.withBasicAuth("admin", FirebreakTest.ADMIN_PASSWORD)
                .getForEntity("/api/incidents/{id}/alerts", String.class, Map.of("id", incident));
        assertThat(alerts.getStatusCode().value()).isEqualTo(200);
        assertThat(json.readTree(alerts.getBody())).hasSize(2);
        assertThat(http.getForEntity("/api/incidents/" + incident + "/alerts", String.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(401);
    }

    @Test
    void withoutATokenNothingIsTaken() throws IOException {
        var answer = post("another-token");

        assertThat(answer.getStatusCode().value()).isEqualTo(401);
        assertThat(answer.getHeaders().getConnection())
                .as("the body is not read, so the connection ends")
                .containsExactly("close");
    }

    private ResponseEntity<String> post(String token) throws IOException {
        var headers = new HttpHeaders();
        headers.setBearerAuth(token);
        headers.setContentType(MediaType.APPLICATION_JSON);
        var body = getClass()
                .getResourceAsStream("/alerts/alertmanager-0.25-firing.json")
                .readAllBytes();
        return http.postForEntity(AlertHttpFixture.PATH, new HttpEntity<>(body, headers), String.class);
    }
}
