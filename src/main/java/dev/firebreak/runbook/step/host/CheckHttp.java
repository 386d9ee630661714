package dev.firebreak.runbook.step.host;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.Hosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Asks the health addresses of a service from its own host, where only the host reaches them. */
@RunbookStep(
        topic = "host.check-http",
        title = "Check health on host",
        description = "Asks the addresses in settings.health of the target from the host itself, by curl, until all"
                + " answer well. Sets httpHealthy.",
        effect = READ)
class CheckHttp implements RunbookReading<CheckHttp.Order> {

    static final ProcessVariable<Boolean> HTTP_HEALTHY = ProcessVariable.flag("httpHealthy");

    /** Without a login, and nothing that a shell or curl could take for something else. */
    private static final String ADDRESS = "https?://[A-Za-z0-9.\\[\\]:-]+(/[A-Za-z0-9._~/?=&%-]*)?";

    private static final int SECONDS = 5;
    private static final Duration ANSWER = Duration.ofSeconds(SECONDS + 2);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int NO_SUCH_PROGRAM = 127;

    private final Hosts hosts;

    CheckHttp(Hosts hosts) {
        this.hosts = hosts;
    }

    record Order(
            @ParameterDescription("How long to ask again while an address does not answer well.")
            @DurationMin
            @DurationMax(seconds = 120)
            @DefaultValue("PT20S")
            Duration within) {}

    private record Answer(String address, boolean good, String seen) {}

    /** Without an answer of the host, the service does not count as healthy. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(HTTP_HEALTHY.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var addresses = Arrays.stream(
                        target.settings().getOrDefault("health", "").split(","))
                .map(String::trim)
                .filter(address -> address.matches(ADDRESS))
                .toList();
        if (addresses.isEmpty()) {
            return Finding.failed("The catalogue names no address in settings.health of " + target.name()
                            + ", such as http://127.0.0.1:3000/health")
                    .with(HTTP_HEALTHY, false);
        }
        try (var host = hosts.open(target)) {
            var end = System.nanoTime() + order.within().toNanos();
            var answers = ask(host, addresses);
            while (!answers.stream().allMatch(Answer::good) && System.nanoTime() < end) {
                Thread.sleep(AGAIN.toMillis());
                answers = ask(host, addresses);
            }
            var healthy = answers.stream().allMatch(Answer::good);
            return Finding.of(target.name() + ": "
                            + String.join(
                                    "; ",
                                    answers.stream()
                                            .map(it -> it.address() + " " + it.seen())
                                            .toList()))
                    .with(HTTP_HEALTHY, healthy);
        }
    }

    private static List<Answer> ask(Host host, List<String> addresses) throws InterruptedException {
        var answers = new ArrayList<Answer>();
        for (var address : addresses) {
            answers.add(ask(host, address));
        }
        return answers;
    }

    private static Answer ask(Host host, String address) throws InterruptedException {
        var command = new ArrayList<>(List.of("curl", "--disable", "--silent", "--show-error", "--noproxy", "*"));
        command.addAll(List.of("--max-time", String.valueOf(SECONDS), "--max-filesize", "1048576"));
        command.addAll(List.of("--output", "/dev/null", "--write-out", "%{http_code}", "--globoff", "--url", address));
        var answer = host.run(ANSWER, command);
        if (answer.exitCode() == NO_SUCH_PROGRAM) {
            return new Answer(address, false, "can't be asked: the host has no curl");
        }
        var status = answer.output().strip();
        return answer.succeeded()
                ? new Answer(address, status.matches("2\\d\\d"), "answers " + status)
                : new Answer(address, false, "does not answer, " + answer.failure());
    }

    /** More than the longest wait and one more round. */
    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(3);
    }
}
