package dev.firebreak.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Queries incidents and completes tasks of one Firebreak over HTTP. */
final class HttpTasklist {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final FirebreakProcess firebreak;

    HttpTasklist(FirebreakProcess firebreak) {
        this.firebreak = firebreak;
    }

    /** Waits for the open incident of this service to be classified. */
    String incident(String service) {
        return Until.within(SOON)
                .get(
                        "an incident of " + service,
                        () -> all("/api/incidents?status=open&service=" + service)
                                .filter(it -> it.hasNonNull("severity"))
                                .map(it -> it.get("id").asText())
                                .findFirst());
    }

    Stream<String> incidents(String service) throws Exception {
        return all("/api/incidents?service=" + service).map(it -> it.get("id").asText());
    }

    String status(String incident) throws Exception {
        return firebreak.admin("/api/incidents/" + incident).get("status").asText();
    }

    List<String> timeline(String incident) throws Exception {
        return all("/api/incidents/" + incident + "/timeline")
                .map(it -> it.get("what").asText())
                .toList();
    }

    List<JsonNode> deliveries(String incident) throws Exception {
        return all("/api/incidents/" + incident + "/deliveries").toList();
    }

    List<JsonNode> steps(String incident) throws Exception {
        return all("/api/incidents/" + incident + "/steps").toList();
    }

    /** The states of the incident's steps, one per attempt. */
    List<String> stepStates(String incident) throws Exception {
        return steps(incident).stream().map(step -> step.get("state").asText()).toList();
    }

    String task(String incident, String key) {
        return Until.within(SOON).get("task " + key + " of " + incident, () -> findTask(incident, key));
    }

    Optional<String> findTask(String incident, String key) throws Exception {
        return all("/engine-rest/task?processInstanceBusinessKey=" + incident + "&maxResults=10&taskDefinitionKey="
                        + key)
                .map(it -> it.get("id").asText())
                .findFirst();
    }

    /** Completes the task as carla, over REST. */
    void work(String incident, String key, Map<String, Object> form) throws Exception {
        var task = "/engine-rest/task/" + task(incident, key);
        post(task + "/claim", Map.of("userId", "carla"));
        Until.within(SOON).see(key + " is completed", () -> {
            var answer = post(task + "/complete", Map.of("variables", values(form)));
            assertThat(answer.statusCode()).as(answer.body()).isIn(204, 503); // 503: nothing was changed, retry
            return answer.statusCode() == 204;
        });
    }

    static Map<String, Object> values(Map<String, Object> form) {
        return form.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, field -> Map.of("value", field.getValue())));
    }

    private HttpResponse<String> post(String path, Object body) throws Exception {
        return firebreak.send("carla", LabPeople.PASSWORD, "POST", path, body);
    }

    private Stream<JsonNode> all(String path) throws Exception {
        return StreamSupport.stream(firebreak.admin(path).spliterator(), false);
    }
}
