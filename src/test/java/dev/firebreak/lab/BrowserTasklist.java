package dev.firebreak.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.HttpVisitor;
import java.net.http.HttpResponse;
import java.util.Map;

/** A user's Tasklist session, on the level of the requests that Tasklist sends. */
final class BrowserTasklist {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpVisitor visitor;

    private BrowserTasklist(HttpVisitor visitor) {
        this.visitor = visitor;
    }

    static BrowserTasklist login(FirebreakProcess firebreak, String person) {
        var visitor = new HttpVisitor(firebreak.port());
        visitor.login(person, LabPeople.PASSWORD, "/camunda/app/tasklist/");
        visitor.page("/camunda/app/tasklist/default/");
        return new BrowserTasklist(visitor);
    }

    void claims(String task, String person) {
        post("/task/" + task + "/claim", Map.of("userId", person));
    }

    HttpResponse<String> completes(String task, Map<String, Object> form) {
        return post("/task/" + task + "/submit-form", Map.of("variables", HttpTasklist.values(form)));
    }

    private HttpResponse<String> post(String path, Object body) {
        var headers = Map.of(
                "Content-Type", "application/json",
                "Accept", "application/json",
                "X-XSRF-TOKEN", visitor.cookie("XSRF-TOKEN"));
        return visitor.send("POST", "/camunda/api/engine/engine/default" + path, json(body), headers);
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }
}
