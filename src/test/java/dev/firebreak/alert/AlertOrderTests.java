package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.pipeline.PipelineFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** D4: alerts are joined, so that order, repetition and the cutting into batches make no difference. */
class AlertOrderTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static AlertIngestFixture ingest;
    private static final AtomicInteger TRIES = new AtomicInteger();

    /**
     * One alert in one message: which of three, of which of two times, firing or resolved, received when. All within
     * the hold: what fires long after its end is another alert.
     */
    record Message(int alert, int time, boolean firing, int receivedAt) {}

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
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1),
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

    private static Row uncounted(Row row) {
        return new Row(row.alert(), row.startsAt(), row.resolved(), row.endsAt(), row.first(), row.last(), 0);
    }

    /** Applies them under names of their own and checks what has to hold after every order. */
    private static List<Row> rowsAfter(List<Message> messages, Random random) {
        var name = "try" + TRIES.incrementAndGet() + "-";
        var before = ingest.incidents();
        var left = new ArrayList<>(messages);
        while (!left.isEmpty()) {
            var batch = left.subList(0, 1 + random.nextInt(left.size()));
            apply(batch.stream().map(message -> payload(name, message)).toList());
            batch.clear();
        }
        assertThat(ingest.incidents() - before).isEqualTo(opensOne(messages) ? 1 : 0);
        assertThat(toldCleared(name))
                .isEqualTo(opensOne(messages) && rows(name).stream().allMatch(Row::resolved));
        return rows(name);
    }

    /** Whether some alert was seen firing before it was seen resolved. */
    private static boolean opensOne(List<Message> messages) {
        var seen = new HashSet<List<Integer>>();
        return messages.stream()
                .anyMatch(message -> seen.add(List.of(message.alert(), message.time())) && message.firing());
    }

    private static AlertPayload payload(String name, Message message) {
        var starts = NOON.plusSeconds(3600L * message.time()).toString();
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
