package dev.firebreak.runbook.step.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.BusinessCalendar;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.step.check.AddressReport.Reached;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The check of the addresses of a service, and of what it depends on, with a played network. */
@Tag("A087")
class CheckAddressTests {

    private static final Target SHOP =
            new Target("shop", "http", "tier-2", true, false, Map.of("url", "http://shop.example.test:8080"), Map.of());
    private static final Target CACHE = new Target(
            "cache", "redis", "tier-2", true, false, Map.of("url", "redis://:x@cache.example.test:6379/1"), Map.of());

    private final ArrayDeque<AddressReport> answers = new ArrayDeque<>();
    private final List<URI> asked = new ArrayList<>();
    private final AddressProbe network = address -> {
        asked.add(address);
        return answers.size() > 1 ? answers.poll() : answers.peek();
    };

    @Test
    void theMedianCounts_soOneSlowAnswerIsNoTrouble() throws InterruptedException {
        answers(200, 10, 4_000, 30);

        var seen = check(null);

        assertThat(seen.summary()).isEqualTo("http://shop.example.test:8080/health answers 200 in 30 ms.");
        assertThat(seen.variables()).containsEntry("addressHealthy", true).containsEntry("addressFast", true);
        assertThat(asked).hasSize(3);
    }

    @Test
    void aSlowServiceIsHealthyButNotFast() throws InterruptedException {
        answers(200, 2_500, 2_600, 2_700);

        var seen = check(null);

        assertThat(seen.summary()).contains("in 2600 ms", "That is slow (over 2000 ms)");
        assertThat(seen.variables()).containsEntry("addressHealthy", true).containsEntry("addressFast", false);
    }

    @Test
    void whatIsNotGoodIsAskedAgainForAWhile() throws InterruptedException {
        answers(503, 10);
        answers(200, 10, 10, 10);

        assertThat(check(Duration.ofSeconds(5)).variables()).containsEntry("addressHealthy", true);
        assertThat(asked).hasSize(4);
    }

    @Test
    void aBadAnswerSaysWhatToDo_andIsNeitherHealthyNorFast() throws InterruptedException {
        answers(503, 10);

        var seen = check(null);

        assertThat(seen.summary()).contains("answers 503", "It has trouble of its own");
        assertThat(seen.variables()).containsEntry("addressHealthy", false).containsEntry("addressFast", false);
    }

    @Test
    void withoutAHealthAddressOnlyThePortIsAsked_andNoPasswordIsShown() throws InterruptedException {
        answers(0, 5);

        var seen = new CheckAddress(services(null, CACHE), network, Clock.systemUTC())
                .read(new CheckAddress.Order(1, Duration.ofSeconds(2), Duration.ZERO), CACHE);

        assertThat(seen.summary()).isEqualTo("tcp://cache.example.test:6379 accepts connections in 5 ms.");
    }

    @Test
    void aServiceWithoutAnAddressSaysWhatIsMissing() throws InterruptedException {
        var bare = new Target("shop", "docker", "tier-2", true, false, Map.of("container", "shop"), Map.of());

        var seen = new CheckAddress(services(null, bare), network, Clock.systemUTC())
                .read(new CheckAddress.Order(1, Duration.ofSeconds(2), Duration.ZERO), bare);

        assertThat(seen.summary()).isEqualTo("The catalogue names no address of the services of shop: set health.");
        assertThat(asked).isEmpty();
    }

    private void answers(int status, int... millis) {
        for (var time : millis) {
            answers.add(new AddressReport(
                    URI.create(status == 0 ? "tcp://cache.example.test:6379" : "http://shop.example.test:8080/health"),
                    Reached.ANSWER,
                    null,
                    status,
                    Duration.ofMillis(time),
                    null));
        }
    }

    private Finding check(Duration within) throws InterruptedException {
        return new CheckAddress(services("http://shop.example.test:8080/health", SHOP), network, Clock.systemUTC())
                .read(new CheckAddress.Order(3, Duration.ofSeconds(2), within == null ? Duration.ZERO : within), SHOP);
    }

    private static CheckedServices services(String health, Target target) {
        var service = new Service("shop", "web", "tier-2", "all", target.name(), null, List.of(), health);
        return new CheckedServices(new Catalog(
                "mosaic",
                Map.of("shop", service),
                Map.of(target.name(), target),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                (BusinessCalendar) null));
    }
}
