package dev.firebreak.runbook.step.http;

import dev.firebreak.runbook.step.http.Health.State;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Requests a service's health address from the catalogue. Follows no redirect and reads no body. */
@Component
class HealthAddress {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Health check(String service, URI address) {
        try {
            var request = HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN).build();
            var answer = client.send(request, BodyHandlers.ofInputStream());
            answer.body().close();
            var good = answer.statusCode() / 100 == 2;
            return new Health(
                    service, good ? State.HEALTHY : State.UNHEALTHY, address + " answers " + answer.statusCode());
        } catch (IOException e) {
            return new Health(service, isOutOfSight(e) ? State.UNKNOWN : State.DOWN, address + ": " + reason(e));
        } catch (IllegalArgumentException e) {
            return new Health(service, State.DOWN, address + ": " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Health(service, State.UNKNOWN, address + ": interrupted");
        }
    }

    /** Without a name or a route the service may be well: it just can't be seen from here. */
    private static boolean isOutOfSight(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
