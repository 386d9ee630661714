package dev.firebreak.lab;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A burst of requests during which Firebreak is killed: each request is answered, or its outcome is unknown. */
final class RequestBurst implements AutoCloseable {

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(16);
    private final Duration apart;
    private final Map<String, Future<HttpResponse<String>>> sent = new LinkedHashMap<>();

    RequestBurst(Duration apart) {
        this.apart = apart;
    }

    void send(String name, Callable<HttpResponse<String>> request) {
        sent.put(name, threads.schedule(request, apart.toMillis() * sent.size(), TimeUnit.MILLISECONDS));
    }

    /** The requests that succeeded. Returns once every request has succeeded or failed. */
    Set<String> answered() throws InterruptedException {
        var answered = new TreeSet<String>();
        for (var one : sent.entrySet()) {
            try {
                if (one.getValue().get().statusCode() < 300) {
                    answered.add(one.getKey());
                }
            } catch (ExecutionException cutOff) {
                // The outcome is unknown; the test checks the effect.
            }
        }
        return answered;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
