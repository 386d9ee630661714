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

/** Requests sent shortly one after the other while somebody pulls the plug: each is answered, or nobody knows. */
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

    /** Who got a good answer. Returns when every request has ended, one way or the other. */
    Set<String> answered() throws InterruptedException {
        var answered = new TreeSet<String>();
        for (var one : sent.entrySet()) {
            try {
                if (one.getValue().get().statusCode() < 300) {
                    answered.add(one.getKey());
                }
            } catch (ExecutionException cutOff) {
                // Done or not: that is what the test asks.
            }
        }
        return answered;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
