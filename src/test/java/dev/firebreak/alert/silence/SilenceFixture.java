package dev.firebreak.alert.silence;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets tests of other packages silence alerts, and run what the loop runs. */
public final class SilenceFixture {

    private SilenceFixture() {}

    public static Silence silence(
            ApplicationContext context, Map<String, String> labels, Instant now, Duration length) {
        var request =
                new SilenceRequest(null, labels, null, "an upgrade", null, now, now.plus(length), null, null, null);
        var silence = context.getBean(Silences.class).create(request, "ana");
        run(context);
        return silence;
    }

    /** A silence of labels whose values match. */
    public static Silence silence(
            ApplicationContext context, Map<String, String> patterns, Instant now, Duration length, String reason) {
        var request = new SilenceRequest(null, null, patterns, reason, null, now, now.plus(length), null, null, null);
        var silence = context.getBean(Silences.class).create(request, "ana");
        run(context);
        return silence;
    }

    /** The repository on another clock, to read what there is at its time. */
    public static Silences silences(JdbcClient jdbc, Clock clock) {
        return new Silences(jdbc, new ObjectMapper(), null, clock);
    }

    public static void end(ApplicationContext context, Silence silence) {
        context.getBean(Silences.class).end(silence.id(), "ben");
    }

    public static void run(ApplicationContext context) {
        context.getBean(SilenceRelease.class).run();
    }
}
