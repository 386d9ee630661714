package dev.firebreak.comms.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that behaves like Slack's documented Web API: limits, {@code ok:false}, 429, an answer that gets lost. */
public final class FakeSlackApi implements AutoCloseable {

    /** A channel as Slack keeps it. */
    public record Channel(String id, String name, boolean isPrivate, List<String> people, List<String> messages) {}

    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Map<String, String> topics = new ConcurrentHashMap<>();
    private final Map<String, List<String>> bookmarks = new ConcurrentHashMap<>();
    private final List<String> archived = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, String> mails = new ConcurrentHashMap<>();
    private final Map<String, String> others = new ConcurrentHashMap<>();
    private final Map<String, String> trouble = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public FakeSlackApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/api/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
    }

    /** A user whose verified mail address this is. */
    public FakeSlackApi user(String id, String mail) {
        mails.put(id, mail);
        return this;
    }

    /** What users.info says otherwise of a user, such as {@code deleted:true}. */
    public void says(String id, String other) {
        others.put(id, other);
    }

    /** The next call of the method goes wrong: {@code 429}, {@code lost} (done, but not answered) or an error code. */
    public void next(String method, String how) {
        trouble.put(method, how);
    }

    public List<Channel> channels() {
        return List.copyOf(channels.values());
    }

    public String topic(String channel) {
        return topics.get(channel);
    }

    public List<String> bookmarks(String channel) {
        return bookmarks.getOrDefault(channel, List.of());
    }

    public List<String> archived() {
        return archived;
    }

    /** The methods called so far. */
    public List<String> calls() {
        return calls;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var method = exchange.getRequestURI().getPath().substring("/api/".length());
            var fields = fields(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            calls.add(method);
            var how = trouble.remove(method);
            if ("429".equals(how)) {
                exchange.getResponseHeaders().add("Retry-After", "7");
                exchange.sendResponseHeaders(429, -1);
                return;
            }
            if (!"Bearer xoxb-sample".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, error("invalid_auth"));
                return;
            }
            if (how != null && !how.equals("lost")) {
                send(exchange, error(how));
                return;
            }
            var answer = done(method, fields);
            if (how == null) {
                send(exchange, answer);
            }
        }
    }

    private synchronized String done(String method, Map<String, String> fields) {
        return switch (method) {
            case "conversations.create" -> create(fields);
            case "conversations.list" -> list();
            case "conversations.setTopic" -> {
                topics.put(fields.get("channel"), fields.get("topic"));
                yield ok("");
            }
            case "bookmarks.list" ->
                ok(",\"bookmarks\":["
                        + String.join(
                                ",",
                                bookmarks(fields.get("channel_id")).stream()
                                        .map(link -> "{\"link\":\"" + link + "\"}")
                                        .toList())
                        + "]");
            case "bookmarks.add" -> {
                bookmarks
                        .computeIfAbsent(fields.get("channel_id"), none -> new ArrayList<>())
                        .add(fields.get("link"));
                yield ok("");
            }
            case "users.lookupByEmail" ->
                mails.entrySet().stream()
                        .filter(user -> user.getValue().equals(fields.get("email")))
                        .findFirst()
                        .map(user -> ok(",\"user\":{\"id\":\"" + user.getKey() + "\"}"))
                        .orElse(error("users_not_found"));
            case "users.info" ->
                mails.containsKey(fields.get("user"))
                        ? ok(",\"user\":" + info(fields.get("user")))
                        : error("user_not_found");
            case "auth.test" -> ok(",\"team_id\":\"T1\",\"user_id\":\"UBOT\"");
            case "conversations.invite" -> {
                channels.get(fields.get("channel")).people().add(fields.get("users"));
                yield ok("");
            }
            case "chat.postMessage" -> {
                channels.get(fields.get("channel")).messages().add(fields.get("attachments"));
                yield ok("");
            }
            case "conversations.archive" -> {
                archived.add(fields.get("channel"));
                yield ok("");
            }
            default -> error("unknown_method");
        };
    }

    private String info(String id) {
        var user = "{\"id\":\"" + id + "\",\"team_id\":\"T1\",\"deleted\":false,\"is_bot\":false,"
                + "\"is_email_confirmed\":true,\"profile\":{\"email\":\"" + mails.get(id) + "\"}}";
        var other = others.get(id);
        return other == null
                ? user
                : user.replaceAll(
                        "\"" + other.substring(0, other.indexOf(':')) + "\":[^,]+", "\"" + other.replace(":", "\":"));
    }

    private String create(Map<String, String> fields) {
        var name = fields.get("name");
        if (!name.matches("[a-z0-9_-]{1,80}")) {
            return error("invalid_name_specials");
        }
        if (channels.values().stream().anyMatch(channel -> channel.name().equals(name))) {
            return error("name_taken");
        }
        var id = "C" + (1000 + channels.size());
        channels.put(
                id,
                new Channel(
                        id,
                        name,
                        fields.get("is_private").equals("true"),
                        new CopyOnWriteArrayList<>(),
                        new CopyOnWriteArrayList<>()));
        return ok(",\"channel\":{\"id\":\"" + id + "\"}");
    }

    private String list() {
        return ok(",\"channels\":["
                + String.join(
                        ",",
                        channels.values().stream()
                                .map(channel -> "{\"id\":\"" + channel.id() + "\",\"name\":\"" + channel.name() + "\"}")
                                .toList())
                + "],\"response_metadata\":{\"next_cursor\":\"\"}");
    }

    private static String ok(String more) {
        return "{\"ok\":true" + more + "}";
    }

    private static String error(String code) {
        return "{\"ok\":false,\"error\":\"" + code + "\"}";
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> fields(String body) {
        var fields = new HashMap<String, String>();
        for (var pair : body.split("&")) {
            var parts = pair.split("=", 2);
            fields.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
