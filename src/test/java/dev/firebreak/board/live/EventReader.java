package dev.firebreak.board.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that reads the stream of events. */
public final class EventReader implements AutoCloseable {

    /** @param id the cursor; null for an event without one */
    public record Event(String name, String id, String data) {}

    private static final Event END = new Event("end of stream", null, "");
    private static final int PATIENCE_SECONDS = 10;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final InputStream body;

    /** @param query such as {@code ?after=7}; may be empty */
    public EventReader(int port, String authorization, String query) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/events" + query))
                .header("Authorization", authorization)
                .header("Accept", "text/event-stream")
                .build();
        this.body = body(HTTP, request);
        var thread = new Thread(this::read, "event-reader");
        thread.setDaemon(true);
        thread.start();
    }

    EventReader(InputStream body) {
        this.body = body;
        var thread = new Thread(this::read, "event-reader");
        thread.setDaemon(true);
        thread.start();
    }

    private static InputStream body(HttpClient http, HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("status " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = null;
            String id = null;
            String data = null;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty()) {
                    events.add(new Event(name, id, data));
                    id = null;
                }
            }
        } catch (IOException closed) {
            // The end comes below.
        }
        events.add(END);
    }

    /** The next event that passes; throws if none comes in time. */
    public Event next(Predicate<Event> wanted) {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            for (var event = poll(until); event != null; event = poll(until)) {
                if (wanted.test(event)) {
                    return event;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no such event came");
    }

    private Event poll(long until) throws InterruptedException {
        return events.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    public Event next(String name) {
        return next(event -> event.name().equals(name));
    }

    void ends() {
        next(event -> event == END);
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
