package dev.firebreak.oncall.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.FakeChannel;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.delivery.DeliveryRecord;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.comms.delivery.NotDelivered;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.oncall.OnCallFixture;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.RetryLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A storm of pages: one person gets few messages, and each page is in one of them (guarantees.md G13). */
@Tag("G13")
class PageBundleTests {

    private final FakeChannel channel = new FakeChannel();
    private final CommsFixture comms = new CommsFixture().with(channel);
    private NotifyPage notifyPage;

    @BeforeEach
    void pagesAreBundled() {
        comms.environment.setProperty("firebreak.comms.bundle.every", "1m");
        notifyPage = OnCallFixture.bean(comms, NotifyPage.class);
    }

    @Test
    void fiveHundredIncidentsInAMinuteAreTwoMessagesAndEachPageIsInOne() {
        var tasks = pages(500, "P2");

        var waits = tasks.stream().map(this::waits).toList();

        assertThat(waits.get(0)).isZero();
        assertThat(waits.subList(1, 500))
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(61)));
        assertThat(channel.taken).hasSize(1);

        comms.clock.passes(Duration.ofMinutes(1));
        assertThat(tasks.stream().map(this::waits)).allMatch(Duration::isZero);

        assertThat(channel.reached()).containsExactly("rita", "rita");
        var bundle = channel.taken.get(1);
        assertThat(bundle.subject())
                .isEqualTo("[PAGE P2] 499 incidents, first " + tasks.get(1).incident() + " Pool exhausted");
        assertThat(bundle.text())
                .contains("and 449 more")
                .contains("/incidents/" + tasks.get(50).incident())
                .containsOnlyOnce("/ack/");
        assertThat(deliveries(tasks))
                .allMatch(line -> line.state() == DeliveryState.SENT && line.attempts() == 1)
                .filteredOn(line -> bundle.key().message().equals(line.bundle()) && line.bundleSize() == 499)
                .hasSize(499);
        assertThat(deliveries(tasks.subList(0, 1))).allMatch(line -> line.bundle() == null && line.bundleSize() == 0);
        assertThat(comms.timeline().of(tasks.get(499).incident()))
                .singleElement()
                .satisfies(line -> assertThat(line.what()).isEqualTo("Paged Rita Responder by pigeon (level 1)"))
                .satisfies(line -> assertThat(line.details())
                        .isEqualTo("One message with the pages of 499 incidents, "
                                + bundle.key().message()));
    }

    @Test
    void aWorsePageDoesNotWaitAndTakesTheOthersAlong() {
        var before = pages(3, "P2");
        before.forEach(this::waits);
        comms.clock.passes(Duration.ofSeconds(5));
        var worse = pages(2, "P1");

        assertThat(waits(worse.get(0))).isZero();
        assertThat(waits(worse.get(1))).isEqualTo(Duration.ofSeconds(60).plusMillis(5));

        assertThat(channel.taken).hasSize(2);
        assertThat(channel.taken.get(1).subject())
                .startsWith("[PAGE P1] 3 incidents, first " + worse.get(0).incident());
        assertThat(before.stream().map(this::waits)).allMatch(Duration::isZero);
    }

    @Test
    void whoWasAcknowledgedMeanwhileIsNotInTheBundle() {
        var tasks = pages(3, "P2");
        tasks.forEach(this::waits);
        comms.incidents().acknowledge(tasks.get(1).incident(), "sam");

        comms.clock.passes(Duration.ofMinutes(1));
        waits(tasks.get(2));

        assertThat(channel.taken.get(1).key().incident()).isEqualTo(tasks.get(2).incident());
        assertThat(channel.taken.get(1).text())
                .doesNotContain(tasks.get(1).incident().value());
    }

    @Test
    void whileTheServerIsDownNothingIsDroppedAndAfterwardsAllIsOneMessage() {
        channel.fails("rita", "connection refused");
        var tasks = pages(20, "P2");
        tasks.forEach(task -> assertThat(catchThrowableOfType(NotDelivered.class, () -> notifyPage.perform(task)))
                .isNotNull());

        channel.takes("rita");
        comms.clock.passes(Duration.ofSeconds(5));
        assertThat(tasks.stream().map(this::waits)).allMatch(Duration::isZero);

        assertThat(channel.taken)
                .singleElement()
                .satisfies(page -> assertThat(page.subject()).startsWith("[PAGE P2] 20 incidents"));
    }

    @Test
    @Tag("A12")
    void aBundleWhoseSenderDiedIsSentAgainUnderTheSameKey() {
        var tasks = pages(5, "P2");
        tasks.forEach(this::waits);
        comms.clock.passes(Duration.ofMinutes(1));
        waits(tasks.get(1));
        comms.jdbc()
                .sql("update delivery set state = 'DUE', settled_at = null where bundle is not null")
                .update();
        comms.jdbc()
                .sql("update page_window set sent_at = null, busy_until = ?")
                .param(comms.clock.instant().plusSeconds(30).atOffset(java.time.ZoneOffset.UTC))
                .update();

        assertThat(waits(tasks.get(2))).isEqualTo(Duration.ofSeconds(1).plusMillis(5));
        comms.clock.passes(Duration.ofSeconds(30));
        waits(tasks.get(2));

        assertThat(channel.taken.stream().map(Announcement::key)).hasSize(3);
        assertThat(channel.taken.get(2).key()).isEqualTo(channel.taken.get(1).key());
    }

    @Test
    void ofEightThreadsOneSends() throws Exception {
        var tasks = pages(40, "P2");
        tasks.forEach(this::waits);
        comms.clock.passes(Duration.ofMinutes(1));
        var pool = Executors.newFixedThreadPool(8);
        var calls = new ArrayList<Callable<Duration>>();
        tasks.forEach(task -> calls.add(() -> waits(task)));

        for (var call : pool.invokeAll(calls)) {
            assertThat(call.get()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        }
        pool.shutdown();

        assertThat(channel.taken).hasSize(2);
        assertThat(deliveries(tasks)).allMatch(line -> line.state() == DeliveryState.SENT);
    }

    /** Performs the task; answers how long it has to wait, zero if it is done. */
    private Duration waits(ExternalTask task) {
        try {
            notifyPage.perform(task);
            return Duration.ZERO;
        } catch (RetryLater later) {
            return later.pause();
        }
    }

    private List<DeliveryRecord> deliveries(List<ExternalTask> tasks) {
        var deliveries = comms.deliveries();
        return tasks.stream()
                .flatMap(task -> deliveries.of(task.incident()).stream())
                .toList();
    }

    private List<ExternalTask> pages(int count, String severity) {
        return IntStream.range(0, count)
                .mapToObj(n -> page(comms.record().incident(), severity))
                .toList();
    }

    private ExternalTask page(IncidentId incident, String severity) {
        comms.jdbc()
                .sql("update incident set severity = ? where id = ?")
                .params(severity, incident.value())
                .update();
        var variables = Map.<String, Object>of("paging", "primary", "pageLevel", 1L, "acknowledgeWithin", "PT15M");
        return new ExternalTask(
                "task-" + incident, "notify.page", incident, "instance", "page-on-call", "Task", "try", variables);
    }
}
