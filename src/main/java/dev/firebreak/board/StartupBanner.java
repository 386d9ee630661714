package dev.firebreak.board;

import dev.firebreak.access.FirstAdmin;
import dev.firebreak.access.setup.DemoPeople;
import dev.firebreak.access.setup.IngestToken;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says on standard output, once everything runs, where things are and how to log in. Not into the log: it has secrets. */
@Component
class StartupBanner {

    private final IngestToken token;
    private final ObjectProvider<FirstAdmin> admin;
    private final ObjectProvider<DemoPeople> demo;

    StartupBanner(IngestToken token, ObjectProvider<FirstAdmin> admin, ObjectProvider<DemoPeople> demo) {
        this.token = token;
        this.admin = admin;
        this.demo = demo;
    }

    @EventListener
    @Order
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof ServletWebServerApplicationContext web) {
            System.out.println(BannerBox.around(lines(address(web))));
        }
    }

    private static String address(ServletWebServerApplicationContext web) {
        var host = web.getEnvironment().getProperty("server.address", "127.0.0.1");
        var port = web.getWebServer().getPort();
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port;
    }

    List<String> lines(String at) {
        var lines = new ArrayList<>(List.of(
                "Firebreak is ready.",
                "",
                "Board      " + at + "/",
                "Tasklist   " + at + "/camunda/app/tasklist/",
                "Cockpit    " + at + "/camunda/app/cockpit/",
                "Admin      " + at + "/camunda/app/admin/",
                "Health     " + at + "/actuator/health",
                "Alerts     POST " + at + "/api/alerts/alertmanager",
                "           with the bearer token " + tokenPlace()));
        admin.ifAvailable(first -> lines.addAll(admin(first)));
        demo.ifAvailable(people -> lines.addAll(demo(people, at)));
        return lines;
    }

    private String tokenPlace() {
        return token.isConfigured() ? "you configured (FIREBREAK_INGEST_TOKEN)" : "in " + token.file();
    }

    private static List<String> admin(FirstAdmin first) {
        return first.password()
                .map(password -> List.of(
                        "",
                        "Log in as  " + FirstAdmin.ID + "  with the password  " + password,
                        "           shown this once; it is also in " + first.file(),
                        "           Change it in Admin, then delete that file."))
                .orElse(List.of());
    }

    private List<String> demo(DemoPeople demo, String at) {
        var lines = new ArrayList<>(List.of("", "Demo: everybody's password is  " + demo.password()));
        demo.people().forEach(person -> lines.add("           %-8s %s".formatted(person.id(), person.name())));
        lines.addAll(List.of(
                "",
                "Send a sample alert (pool-recovered.json resolves it):",
                "curl -sS " + at + "/api/alerts/alertmanager \\",
                "  -H \"Authorization: Bearer " + tokenValue() + "\" \\",
                "  -H 'Content-Type: application/json' --data @src/docs/samples/pool-exhausted.json"));
        return lines;
    }

    private String tokenValue() {
        return token.isConfigured() ? "$FIREBREAK_INGEST_TOKEN" : "$(cat " + token.file() + ")";
    }
}
