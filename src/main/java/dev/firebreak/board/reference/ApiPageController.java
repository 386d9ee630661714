package dev.firebreak.board.reference;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.page.RenderedMarkdown;
import dev.firebreak.web.PublicAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the reference of the API, for people and for programs. */
@RestController
class ApiPageController {

    private final ApiDocument document;
    private final List<Group> groups;
    private final Events events;
    private final Pages pages;

    /** The calls about one thing. */
    private record Group(String name, String id, List<ApiCall> calls) {}

    ApiPageController(ApiDocument document, PublicAddress address, Pages pages) {
        this.document = document;
        this.pages = pages;
        this.events = events(document);
        this.groups = groups(document, address.toString());
    }

    /**
     * What Firebreak posts to other systems.
     *
     * @param description HTML
     */
    private record Events(String description, String example) {}

    private static Events events(ApiDocument document) {
        var event = document.root().at("/webhooks/event/post");
        return new Events(
                RenderedMarkdown.html(event.path("description").asText()),
                event.at("/requestBody/content/application~1json/example").toPrettyString());
    }

    @GetMapping(path = "/api", produces = MediaType.TEXT_HTML_VALUE)
    String page(PersonAuthentication caller, CsrfToken token) {
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put(
                "intro",
                RenderedMarkdown.html(document.root().at("/info/description").asText()));
        model.put("groups", groups);
        model.put("events", events);
        return pages.render("reference", model);
    }

    @GetMapping(path = "/api/openapi.yaml", produces = "application/yaml;charset=UTF-8")
    String yaml() {
        return document.yaml();
    }

    @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    String json() {
        return document.json();
    }

    private static List<Group> groups(ApiDocument document, String address) {
        var calls = new LinkedHashMap<String, List<ApiCall>>();
        for (var tag : document.root().path("tags")) {
            calls.put(tag.path("name").asText(), new ArrayList<>());
        }
        document.root()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> calls.get(
                                        method.getValue().at("/tags/0").asText())
                                .add(ApiCall.of(
                                        document, address, path.getKey(), method.getKey(), method.getValue()))));
        return calls.entrySet().stream()
                .map(group -> new Group(
                        group.getKey(), group.getKey().toLowerCase(Locale.ROOT).replace(' ', '-'), group.getValue()))
                .toList();
    }
}
