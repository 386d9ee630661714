package dev.firebreak.probe.journey;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.Deadline;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.address.Failures;
import dev.firebreak.probe.http.HttpAnswer;
import dev.firebreak.probe.http.HttpCall;
import dev.firebreak.probe.http.HttpExchanges;
import dev.firebreak.text.yaml.YamlFields;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * {@code kind: journey}: HTTP steps with assertions, cookies, and values that go from one step to the next. Each step is
 * one exchange; a redirect is an answer, and the next step follows it. The first step that fails ends the journey.
 * Extracted values never appear in evidence: they are mostly tokens.
 */
@Component
class JourneyKind implements ProbeKind {

    private static final int MOST_STEPS = 30;

    private final HttpExchanges exchanges;
    private final Secrets secrets;

    JourneyKind(HttpExchanges exchanges, Secrets secrets) {
        this.exchanges = exchanges;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return "journey";
    }

    @Override
    public List<String> fields() {
        return List.of("steps");
    }

    @Override
    public String symptom() {
        return "service-unhealthy";
    }

    @Override
    public Declared read(YamlFields fields) {
        var known = new HashSet<String>();
        var steps = new ArrayList<JourneyStep>();
        fields.required("steps").ifPresent(list -> {
            list.items().forEach(node -> steps.add(JourneyStep.read(node, known)));
            if (steps.isEmpty() || steps.size() > MOST_STEPS) {
                list.addError("must have 1 to " + MOST_STEPS + " steps");
            }
        });
        var journey = List.copyOf(steps);
        return new Declared(
                "Journey of " + journey.size() + " steps", deadline -> new Walk(journey, deadline).observation());
    }

    /** One journey. */
    private final class Walk {

        private final List<JourneyStep> steps;
        private final Deadline deadline;
        private final Cookies cookies = new Cookies();
        private final Map<String, String> values = new HashMap<>();
        private final StringBuilder lines = new StringBuilder();

        private Walk(List<JourneyStep> steps, Deadline deadline) {
            this.steps = steps;
            this.deadline = deadline;
        }

        private CheckResult observation() {
            var number = 0;
            for (var step : steps) {
                number++;
                var failure = take(step, number);
                if (failure.isPresent()) {
                    return CheckResult.failed(masked("step " + number + " (" + step.name() + ") " + failure.get()))
                            .withDetails(masked(lines.toString()));
                }
            }
            return CheckResult.passed("all " + steps.size() + " steps went well")
                    .withDetails(masked(lines.toString()));
        }

        /** Why the step failed, as the end of a sentence; empty if it did not. */
        private Optional<String> take(JourneyStep step, int number) {
            try {
                var answer = exchanges.send(call(step), deadline);
                cookies.keep(answer);
                lines.append("%d. %s: %d in %d ms%n"
                        .formatted(
                                number,
                                step.name(),
                                answer.status(),
                                answer.took().toMillis()));
                return step.expected().unmet(answer).or(() -> extract(step, answer));
            } catch (IOException e) {
                return failed(step, number, Failures.words(e, deadline));
            } catch (RuntimeException e) {
                return failed(step, number, "can't be sent: " + e.getMessage());
            }
        }

        private Optional<String> failed(JourneyStep step, int number, String why) {
            lines.append("%d. %s: %s%n".formatted(number, step.name(), why));
            return Optional.of(why);
        }

        private Optional<String> extract(JourneyStep step, HttpAnswer answer) {
            for (var one : step.extracts().entrySet()) {
                var value = one.getValue().from(answer);
                if (value.isEmpty()) {
                    return Optional.of("has no value for " + one.getKey());
                }
                values.put(one.getKey(), value.get());
            }
            return Optional.empty();
        }

        private HttpCall call(JourneyStep step) {
            var url = URI.create(JourneyStep.filled(step.url(), encoded()));
            var headers = new HashMap<String, String>();
            step.headers().forEach((name, value) -> headers.put(name, oneLine(revealed(value))));
            cookies.header(url).ifPresent(value -> headers.put("Cookie", value));
            var body = step.json() == null ? FormBody.of(step.form(), this::revealed) : json(step);
            if (body.length > 0) {
                headers.put(
                        "Content-Type", step.json() == null ? "application/x-www-form-urlencoded" : "application/json");
            }
            return new HttpCall(step.method(), url, headers, body.length > 0 ? body : null);
        }

        private byte[] json(JourneyStep step) {
            return JourneyStep.filled(step.json(), values).getBytes(StandardCharsets.UTF_8);
        }

        /** A value that goes into an address stays one part of it. */
        private Map<String, String> encoded() {
            var encoded = new HashMap<String, String>();
            values.forEach((name, value) -> encoded.put(name, FormBody.encoded(value)));
            return encoded;
        }

        private String revealed(String text) {
            return Secrets.isReference(text) ? secrets.reveal(text) : JourneyStep.filled(text, values);
        }

        private static String oneLine(String text) {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a header has more than one line");
            }
            return text;
        }

        private String masked(String text) {
            var masked = secrets.mask(text);
            for (var value : values.values()) {
                masked = value.length() < 4 ? masked : masked.replace(value, "***");
            }
            return masked;
        }
    }
}
