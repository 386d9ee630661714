package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.pipeline.PipelineFixture;
import dev.firebreak.alert.watch.AllClearNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * D4: alerts are joined by what was received when, so that order, repetition and the cutting into batches make no
 * difference.
 */
class AlertOrderTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static AlertIngestFixture ingest;
    private static final AtomicInteger TRIES = new AtomicInteger();

    /**
     * One alert in one message: which of six, firing or resolved, received when. All within the hold: what fires long
     * after its end is another alert.
     */
    record Message(int alert, boolean firing, int receivedAt) {}

    /** One message about one alert in the order in which it is sent: firing or resolved, with which of three starts. */
    record Word(boolean firing, int start) {}

    record Row(
            String alert, Instant startsAt, boolean resolved, Instant endsAt, Instant first, Instant last, long seen) {}

    @BeforeContainer
    static void open() {
        ingest = AlertIngestFixture.onH2();
    }

    @AfterContainer
    static void close() {
        ingest.close();
    }

    @Provide
    Arbitrary<List<Message>> messages() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 300))
                .as(Message::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    @net.jqwik.api.Tag("D4")
    void anyOrderOfMessagesInAnyRoundsEndsInTheSameState(
            @ForAll("messages") List<Message> messages, @ForAll long seed) {
        var random = new Random(seed);
        var other = new ArrayList<>(messages);
        Collections.shuffle(other, random);

        assertThat(rowsAfter(messages, random)).isEqualTo(rowsAfter(other, random));
    }

    /** It was received as firing before and after that resolve, but only the resolve shows it. */
    @Example
    @net.jqwik.api.Tag("D4")
    void anAlertThatALateResolveShowsToFireOpensItsIncident() {
        var name = "late" + TRIES.incrementAndGet() + "-";
        var before = ingest.incidents();

        apply(List.of(payload(name, new Message(0, false, 0))));
        apply(List.of(payload(name, new Message(0, true, 0)), payload(name, new Message(0, true, 27))));
        assertThat(ingest.incidents()).isEqualTo(before);
        apply(List.of(payload(name, new Message(0, false, 26))));

        assertThat(ingest.incidents()).isEqualTo(before + 1);
        assertThat(rows(name)).hasSize(1).noneMatch(Row::resolved);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    @net.jqwik.api.Tag("D4")
    void aMessageSaidTwiceChangesNothingButTheCount(@ForAll("messages") List<Message> messages, @ForAll long seed) {
        var random = new Random(seed);
        var twice = new ArrayList<>(messages);
        twice.addAll(messages);
        Collections.shuffle(twice, random);

        assertThat(rowsAfter(twice, random).stream().map(AlertOrderTests::uncounted))
                .isEqualTo(rowsAfter(messages, random).stream()
                        .map(AlertOrderTests::uncounted)
                        .toList());
    }

    @Provide
    Arbitrary<List<Word>> words() {
        return Combinators.combine(
                        Arbitraries.of(true, false), Arbitraries.integers().between(0, 2))
                .as(Word::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    /** However its start moves, one alert fires or none, as the sender said last; and it is one incident. */
    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    @net.jqwik.api.Tag("D4")
    void theLastWordCountsHoweverTheStartMoves(@ForAll("words") List<Word> words, @ForAll long seed) {
        var name = "try" + TRIES.incrementAndGet() + "-";
        var random = new Random(seed);
        var payloads = new ArrayList<AlertPayload>();
        payloads.add(payload(name, new Word(true, 0), 0));
        for (var n = 0; n < words.size(); n++) {
            var payload = payload(name, words.get(n), n + 1);
            payloads.add(payload);
            if (random.nextBoolean()) {
                payloads.add(payload(name, words.get(n), n + 1));
            }
        }
        var before = ingest.incidents();

        while (!payloads.isEmpty()) {
            var batch = payloads.subList(0, 1 + random.nextInt(payloads.size()));
            apply(List.copyOf(batch));
            batch.clear();
        }

        assertThat(ingest.incidents() - before).isEqualTo(1);
        assertThat(rows(name).stream().filter(row -> !row.resolved()))
                .hasSize(words.get(words.size() - 1).firing() ? 1 : 0);
    }

    private static AlertPayload payload(String name, Word word, int n) {
        var starts = NOON.minusSeconds(3600L * (1 + word.start())).toString();
        var received = NOON.plusSeconds(10L * n);
        var payload = PayloadFixture.group(name);
        if (word.firing()) {
            payload.firing(name, starts);
        } else {
            payload.resolved(name, starts)
                    .where("endsAt", received.minusSeconds(1).toString());
        }
        return ingest.payload("property", payload, received);
    }

    private static Row uncounted(Row row) {
        return new Row(row.alert(), row.startsAt(), row.resolved(), row.endsAt(), row.first(), row.last(), 0);
    }

    /** Applies them under names of their own and checks what has to hold after every order. */
    private static List<Row> rowsAfter(List<Message> messages, Random random) {
        var name = "try" + TRIES.incrementAndGet() + "-";
        var before = ingest.incidents();
        var left = new ArrayList<>(messages);
        var known = new HashMap<Integer, Spoken>();
        var opens = false;
        while (!left.isEmpty()) {
            var batch = left.subList(0, 1 + random.nextInt(left.size()));
            apply(batch.stream().map(message -> payload(name, message)).toList());
            opens |= opens(batch, known);
            batch.clear();
        }
        ingest.clock.passes(Duration.ofMinutes(6));
        ingest.get(AllClearNotifier.class).releaseDue();
        assertThat(ingest.incidents() - before).isEqualTo(opens ? 1 : 0);
        assertThat(toldCleared(name)).isEqualTo(opens && rows(name).stream().allMatch(Row::resolved));
        return rows(name);
    }

    /** What was said of an alert: since when and until when it fires, and when it was resolved last. */
    private record Spoken(int firstFiring, int lastFiring, int lastResolved) {

        static final Spoken NOTHING = new Spoken(Integer.MAX_VALUE, -1, -1);

        Spoken and(Message message) {
            var at = message.receivedAt();
            return message.firing()
                    ? new Spoken(Math.min(firstFiring, at), Math.max(lastFiring, at), lastResolved)
                    : new Spoken(firstFiring, lastFiring, Math.max(lastResolved, at));
        }

        boolean fires() {
            return lastFiring >= 0 && (lastResolved < 0 || firstFiring < lastResolved && lastResolved < lastFiring);
        }
    }

    /** Whether some alert of the batch is seen firing first, or fires again. */
    private static boolean opens(List<Message> batch, Map<Integer, Spoken> known) {
        var opens = false;
        var before = new HashMap<>(known);
        for (var message : batch) {
            opens |= !known.containsKey(message.alert()) && message.firing();
            known.merge(message.alert(), Spoken.NOTHING.and(message), (old, now) -> old.and(message));
        }
        for (var message : batch) {
            var was = before.get(message.alert());
            opens |= (was == null || !was.fires()) && known.get(message.alert()).fires();
        }
        return opens;
    }

    private static AlertPayload payload(String name, Message message) {
        var starts = NOON.minusSeconds(3600).toString();
        var payload = PayloadFixture.group(name);
        if (message.firing()) {
            payload.firing(name + message.alert(), starts);
        } else {
            var ends = NOON.plusSeconds(message.receivedAt()).toString();
            payload.resolved(name + message.alert(), starts).where("endsAt", ends);
        }
        return ingest.payload("property", payload, NOON.plusSeconds(message.receivedAt()));
    }

    private static void apply(List<AlertPayload> payloads) {
        ingest.journal(payloads);
        PipelineFixture.apply(ingest.context, payloads);
    }

    private static List<Row> rows(String name) {
        return ingest.jdbc()
                .sql("select * from alert where fingerprint like ? order by fingerprint, starts_at")
                .param(name + "%")
                .query((row, n) -> new Row(
                        row.getString("fingerprint").substring(name.length()),
                        at(row.getObject("starts_at", java.time.OffsetDateTime.class)),
                        row.getObject("resolved_in") != null,
                        at(row.getObject("ends_at", java.time.OffsetDateTime.class)),
                        at(row.getObject("first_seen", java.time.OffsetDateTime.class)),
                        at(row.getObject("last_seen", java.time.OffsetDateTime.class)),
                        row.getLong("seen")))
                .list();
    }

    private static boolean toldCleared(String name) {
        return ingest.jdbc()
                        .sql("select count(*) from alert_clearance where cleared and incident_id in"
                                + " (select incident_id from alert where fingerprint like ?)")
                        .param(name + "%")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static Instant at(java.time.OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
