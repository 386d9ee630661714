package dev.firebreak.board;

import dev.firebreak.access.FirstAdmin;
import dev.firebreak.access.setup.DemoPeople;
import dev.firebreak.access.setup.IngestToken;
import dev.firebreak.web.PublicAddress;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Prints addresses and first login to standard output once the application is ready. Not to the log, because it may
 * contain the generated password.
 */
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
            var lines = new ArrayList<>(lines(address(web)));
            lines.addAll(mailWarning(web.getEnvironment(), web.getBean(PublicAddress.class)));
            System.out.println(BannerBox.around(lines));
        }
    }

    /** A page's acknowledge link that leads to localhost is dead on every phone. */
    static List<String> mailWarning(Environment environment, PublicAddress address) {
        return environment.containsProperty("spring.mail.host") && address.isLocal()
                ? List.of(
                        "",
                        "Mail       Links in mails lead to " + address + ", which works on this machine only:",
                        "           set firebreak.base-url to the address that people use.")
                : List.of();
    }

    /** Where people reach Firebreak: the base URL, or this machine's address if that leads to this machine. */
    private static String address(ServletWebServerApplicationContext web) {
        var configured = web.getBean(PublicAddress.class);
        if (!configured.isLocal()) {
            return configured.toString();
        }
        var host = web.getEnvironment().getProperty("server.address", "127.0.0.1");
        var port = web.getWebServer().getPort();
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port;
    }

    List<String> lines(String baseUrl) {
        var lines = new ArrayList<>(List.of(
                "Firebreak is ready.",
                "",
                "Board      " + baseUrl + "/",
                "Tasklist   " + baseUrl + "/camunda/app/tasklist/",
                "Cockpit    " + baseUrl + "/camunda/app/cockpit/",
                "Admin      " + baseUrl + "/camunda/app/admin/",
                "API        " + baseUrl + "/api",
                "Health     " + baseUrl + "/actuator/health",
                "Alerts     POST " + baseUrl + "/api/alerts/alertmanager",
                "           with the bearer token " + tokenLocation()));
        admin.ifAvailable(first -> lines.addAll(admin(first)));
        demo.ifAvailable(people -> lines.addAll(demo(people, baseUrl)));
        return lines;
    }

    private String tokenLocation() {
        return token.isConfigured() ? "from FIREBREAK_INGEST_TOKEN" : "in " + token.file();
    }

    private static List<String> admin(FirstAdmin first) {
        return first.password()
                .map(password -> List.of(
                        "",
                        "Log in as  " + FirstAdmin.ID + "  with the password  " + password,
                        "           It is shown only this once and is stored in " + first.file(),
                        "           Change it in Admin, then delete that file."))
                .orElse(List.of());
    }

    private List<String> demo(DemoPeople demo, String baseUrl) {
        var lines = new ArrayList<>(List.of("", "Demo: every account has the password  " + demo.password()));
        demo.people().forEach(person -> lines.add("           %-8s %s".formatted(person.id(), person.name())));
        lines.addAll(List.of(
                "",
                "Send a sample alert (pool-recovered.json resolves it):",
                "curl -sS " + baseUrl + "/api/alerts/alertmanager \\",
                "  -H \"Authorization: Bearer " + tokenValue() + "\" \\",
                "  -H 'Content-Type: application/json' --data @src/docs/samples/pool-exhausted.json"));
        return lines;
    }

    private String tokenValue() {
        return token.isConfigured() ? "$FIREBREAK_INGEST_TOKEN" : "$(cat " + token.file() + ")";
    }
}
