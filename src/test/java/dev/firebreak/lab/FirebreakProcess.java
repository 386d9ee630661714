package dev.firebreak.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar in its own process, which a test may kill and restart. */
public final class FirebreakProcess implements AutoCloseable {

    public static final String ADMIN_PASSWORD = "admin-password-of-the-lab";

    private static final Duration START = Duration.ofSeconds(240);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private String adminPassword = ADMIN_PASSWORD;
    private Process process;

    public FirebreakProcess(int port, Path home) {
        this.port = port;
        this.home = home;
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("FIREBREAK_DATA_DIR", home.resolve("data").toString());
        environment.put("FIREBREAK_ADMIN_PASSWORD", ADMIN_PASSWORD);
        // The administrator hires the commander during the test: this site trusts new commanders at once.
        environment.put("FIREBREAK_ROLE_COOL_DOWN", "0s");
        // A test reads each page on its own.
        environment.put("FIREBREAK_COMMS_BUNDLE_EVERY", "0s");
    }

    /** Lets the first start generate the administrator's password. */
    public FirebreakProcess withoutAdminPassword() {
        environment.put("FIREBREAK_ADMIN_PASSWORD", "");
        return this;
    }

    public FirebreakProcess knowing(String passwordOfAdmin) {
        adminPassword = passwordOfAdmin;
        return this;
    }

    public FirebreakProcess mailsTo(String host, Object port) {
        return with("spring.mail.host", host)
                .with("spring.mail.port", port)
                .with("firebreak.comms.mail.from", "firebreak@lab.test");
    }

    /** Uses this database of the lab's PostgreSQL. */
    public FirebreakProcess onPostgres(String url) {
        return env("SPRING_DATASOURCE_URL", url)
                .env("SPRING_DATASOURCE_USERNAME", LabEnvironment.get("FIREBREAK_DB_USER"))
                .env("SPRING_DATASOURCE_PASSWORD", LabEnvironment.get("FIREBREAK_DB_PASSWORD"));
    }

    public FirebreakProcess env(String key, String value) {
        environment.put(key, value);
        return this;
    }

    public FirebreakProcess with(String property, Object value) {
        arguments.add("--" + property + "=" + value);
        return this;
    }

    /** Starts it and returns once it is ready. */
    public FirebreakProcess start() throws IOException, InterruptedException {
        return launch().ready();
    }

    /** Starts it without waiting. */
    public FirebreakProcess launch() throws IOException, InterruptedException {
        Files.createDirectories(home);
        var command = UnpackedJar.command();
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        return this;
    }

    public FirebreakProcess ready() {
        Until.within(START).see("Firebreak ready, log " + log(), () -> {
            if (!process.isAlive()) {
                throw new AssertionError(
                        "Firebreak ended with " + process.exitValue() + ":\n" + Files.readString(log()));
            }
            return isReady();
        });
        return this;
    }

    /** Kills it without shutdown hooks, like a power failure. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    /** Suspends it, like a suspended machine, until {@link #resume}. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("Firebreak could not be sent " + name);
        }
    }

    public int port() {
        return port;
    }

    public Path home() {
        return home;
    }

    /** Its output since the first start. */
    public String output() throws IOException {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }

    public String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    public Path log() {
        return home.resolve("firebreak.log");
    }

    public JsonNode get(String person, String password, String path) throws IOException, InterruptedException {
        var answer = send(person, password, "GET", path, null);
        if (answer.statusCode() == 503) {
            throw new IOException(path + " returns a retriable error: " + answer.body());
        }
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    public HttpResponse<String> send(String person, String password, String method, String path, Object body)
            throws IOException, InterruptedException {
        var content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        var login = Base64.getEncoder().encodeToString((person + ":" + password).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create(address(path)))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .header("Accept", path.endsWith("/postmortem") ? "text/markdown" : "application/json")
                .method(method, content)
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    public JsonNode admin(String path) throws IOException, InterruptedException {
        return get("admin", adminPassword, path);
    }

    /** Submits the form of a page that needs no login. */
    public HttpResponse<String> press(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address(path)))
                .POST(BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Posts alerts with this token. */
    public void alert(String token, String body) throws IOException, InterruptedException {
        expect(sendAlert(token, body), 200);
    }

    /** Posts alerts with this token, whatever is answered. */
    int alertStatus(String token, String body) throws IOException, InterruptedException {
        return sendAlert(token, body).statusCode();
    }

    private HttpResponse<String> sendAlert(String token, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address("/api/alerts/alertmanager")))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** The services of all its incidents. */
    List<String> services() throws IOException, InterruptedException {
        var services = new ArrayList<String>();
        for (var page = 1; ; page++) {
            var some = admin("/api/incidents?page=" + page).findValuesAsText("service");
            services.addAll(some);
            if (some.isEmpty()) {
                return services;
            }
        }
    }

    /** Sends SIGTERM and waits for the end, at most a minute. Returns how long that took. */
    Duration terminate() throws InterruptedException {
        var begin = System.nanoTime();
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    public long pid() {
        return process.pid();
    }

    public int exitCode() {
        return process.exitValue();
    }

    /** Creates an account in a group over REST, as the administrator. */
    public void hire(String person, String password, String group) throws IOException, InterruptedException {
        var profile = Map.of("id", person, "firstName", person, "lastName", "Lab", "email", person + "@lab.test");
        expect(
                send(
                        "admin",
                        adminPassword,
                        "POST",
                        "/engine-rest/user/create",
                        Map.of("profile", profile, "credentials", Map.of("password", password))),
                204);
        expect(send("admin", adminPassword, "PUT", "/engine-rest/group/" + group + "/members/" + person, null), 204);
    }

    private static void expect(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    boolean isReady() {
        try {
            var request = HttpRequest.newBuilder(URI.create(address("/actuator/health/readiness")))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (process == null || !process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
