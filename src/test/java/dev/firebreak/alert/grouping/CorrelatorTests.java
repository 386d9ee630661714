package dev.firebreak.alert.grouping;

import static dev.firebreak.alert.dedup.Changes.Kind.DUPLICATE;
import static dev.firebreak.alert.dedup.Changes.Kind.NEW;
import static dev.firebreak.alert.dedup.Changes.Kind.RESOLVED;
import static dev.firebreak.alert.dedup.Changes.Kind.RESOLVED_UNSEEN;
import static dev.firebreak.alert.grouping.Assignment.Outcome.JOINED;
import static dev.firebreak.alert.grouping.Assignment.Outcome.NOTHING_NEW;
import static dev.firebreak.alert.grouping.Assignment.Outcome.OPENED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.dedup.Changes;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.grouping.Assignment.Outcome;
import dev.firebreak.alert.grouping.OpenIncidents.Fingerprint;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CorrelatorTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final IncidentId OPEN = incident(1);
    private static final IncidentId OTHER = incident(2);
    private static final IncidentId CLOSED = incident(3);
    private static final IncidentId MERGED = incident(4);
    private static final IncidentId FIRST_NAME = incident(101);
    private static final IncidentId SECOND_NAME = incident(102);

    /** MERGED was merged into OPEN; CLOSED is missing. */
    private static final Map<IncidentId, IncidentId> BEHIND = Map.of(OPEN, OPEN, OTHER, OTHER, MERGED, OPEN);

    private final Map<UUID, AlertGroup> groups = new HashMap<>();
    private final Map<Fingerprint, IncidentId> newest = new HashMap<>();
    private final List<PayloadChanges> payloads = new ArrayList<>();
    private final Map<String, Attachment.Kind> attached = new HashMap<>();

    /** The group's incident, the newest incident of a, the alerts; then the outcome, where they go, what is touched. */
    static Stream<Arguments> onePayload() {
        return Stream.of(
                row("a new group opens", null, null, List.of(is("a", NEW)), OPENED, FIRST_NAME, List.of()),
                row("the group's is open", OPEN, null, List.of(is("a", NEW)), JOINED, OPEN, List.of(OPEN)),
                row("the group's is closed", CLOSED, null, List.of(is("a", NEW)), OPENED, FIRST_NAME, List.of()),
                row("the group's was merged", MERGED, null, List.of(is("a", NEW)), JOINED, OPEN, List.of(OPEN)),
                row(
                        "another alert of the payload belongs to an open one",
                        null,
                        null,
                        List.of(is("b", DUPLICATE, CLOSED), is("c", DUPLICATE, OTHER), is("a", NEW)),
                        JOINED,
                        OTHER,
                        List.of(OTHER)),
                row(
                        "the group's comes before that of another alert",
                        OPEN,
                        null,
                        List.of(is("b", DUPLICATE, OTHER), is("a", NEW)),
                        JOINED,
                        OPEN,
                        List.of(OPEN)),
                row("an earlier firing's is open", null, OTHER, List.of(is("a", NEW)), JOINED, OTHER, List.of(OTHER)),
                row(
                        "an earlier firing's is closed",
                        null,
                        CLOSED,
                        List.of(is("a", NEW)),
                        OPENED,
                        FIRST_NAME,
                        List.of()),
                row(
                        "a repeat changes nothing",
                        OPEN,
                        null,
                        List.of(is("a", DUPLICATE, OPEN)),
                        NOTHING_NEW,
                        null,
                        List.of()),
                row(
                        "a resolve touches its own incident",
                        OPEN,
                        null,
                        List.of(is("a", RESOLVED, OTHER)),
                        NOTHING_NEW,
                        null,
                        List.of(OTHER)),
                row(
                        "a resolve in a closed incident touches none",
                        CLOSED,
                        null,
                        List.of(is("a", RESOLVED, CLOSED)),
                        NOTHING_NEW,
                        null,
                        List.of()),
                row("never seen firing", null, null, List.of(is("a", RESOLVED_UNSEEN)), NOTHING_NEW, null, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void onePayload(
            String situation,
            IncidentId ofGroup,
            IncidentId newestOfA,
            List<AlertChange> alerts,
            Outcome outcome,
            IncidentId incident,
            List<IncidentId> touched) {
        if (newestOfA != null) {
            newest.put(new Fingerprint("am", "a"), newestOfA);
        }
        payload("g", ofGroup, 0, alerts.toArray(AlertChange[]::new));

        var assignments = assign();

        var assignment = assignments.payloads().get(0);
        assertThat(assignment.outcome()).isEqualTo(outcome);
        assertThat(assignment.incident()).isEqualTo(incident);
        assertThat(assignments.touched()).containsExactlyElementsOf(touched);
        assertThat(assignments.incidentOfGroup(assignment)).isEqualTo(incident == null ? ofGroup : incident);
    }

    @Test
    void ofTwoPayloadsOfANewGroupTheFirstOpensAndTheSecondJoins() {
        payload("g", null, 0, is("a", NEW));
        payload("g", null, 0, is("a", DUPLICATE), is("b", NEW));

        var assignments = assign();

        assertThat(assignments.payloads()).extracting(Assignment::outcome).containsExactly(OPENED, JOINED);
        assertThat(assignments.payloads()).extracting(Assignment::incident).containsOnly(FIRST_NAME);
        assertThat(assignments.payloads().get(1).incidents()).containsExactly(FIRST_NAME);
        assertThat(assignments.changedGroups())
                .singleElement()
                .extracting(AlertGroup::incident)
                .isEqualTo(FIRST_NAME);
    }

    @Test
    void twoFiringsOfOneAlertInTwoNewGroupsAreOneIncident() {
        payload("g", null, 0, is("a", NEW));
        payload("h", null, 0, at("a", NOON.plusSeconds(60)));
        payload("i", null, 0, is("b", NEW));

        assertThat(assign().payloads())
                .extracting(Assignment::incident)
                .containsExactly(FIRST_NAME, FIRST_NAME, SECOND_NAME);
    }

    @Test
    void anAlertResolvedInTheBatchThatOpensItsIncidentIsResolvedThere() {
        payload("g", null, 0, is("a", NEW));
        payload("g", null, 0, is("a", RESOLVED));

        var assignments = assign();

        assertThat(assignments.payloads().get(1).resolved()).containsOnlyKeys(FIRST_NAME);
        assertThat(assignments.touched()).containsExactly(FIRST_NAME);
    }

    @Test
    @Tag("D15")
    void aGroupUnderANewKeyBelongsWhereItsKnownAlertsDo_alsoForTheNextPayload() {
        payload("reloaded", null, 0, is("a", DUPLICATE, OPEN));
        payload("reloaded", null, 0, is("b", NEW));

        var assignments = assign();

        assertThat(assignments.payloads().get(1).incident()).isEqualTo(OPEN);
        assertThat(assignments.changedGroups()).extracting(AlertGroup::incident).containsExactly(OPEN);
    }

    @Test
    @Tag("D6")
    void thatMoreAlertsAreLeftOutIsSaidOnceAndFewerAreOnlyStored() {
        payload("g", OPEN, 7, is("a", DUPLICATE, OPEN));
        payload("g", OPEN, 7, is("a", DUPLICATE, OPEN));
        payload("g", OPEN, 3, is("a", DUPLICATE, OPEN));
        payload("g", OPEN, 9);

        var assignments = assign();

        assertThat(assignments.payloads()).extracting(Assignment::truncatedIn).containsExactly(OPEN, null, null, null);
        assertThat(assignments.changedGroups())
                .extracting(AlertGroup::truncated)
                .containsExactly(3L);
    }

    @Test
    void whatChangesNoGroupWritesNone() {
        payload("g", OPEN, 0, is("a", NEW));
        payload("h", OTHER, 0, is("b", DUPLICATE, OTHER));

        assertThat(assign().changedGroups()).isEmpty();
    }

    @Test
    void anAttachedGroupComesIntoTheIncidentThatIsNamed_andStaysThere() {
        payload("g", null, 0, is("a", NEW));
        payload("g", null, 0, is("b", NEW));
        var symptom = new Attachment(Attachment.Kind.SYMPTOM, OTHER, false, "it depends on postgres");

        var assignments = assign(new Placements(Map.of(payloadId(0), symptom), Set.of(), List.of()));

        assertThat(assignments.payloads()).extracting(Assignment::outcome).containsExactly(JOINED, JOINED);
        assertThat(assignments.payloads()).extracting(Assignment::incident).containsOnly(OTHER);
        assertThat(assignments.payloads()).extracting(Assignment::attachment).containsExactly(symptom, null);
        assertThat(assignments.payloads()).extracting(Assignment::isSymptom).containsOnly(true);
        assertThat(assignments.changedGroups())
                .singleElement()
                .extracting(AlertGroup::incident, AlertGroup::attached)
                .containsExactly(OTHER, Attachment.Kind.SYMPTOM);
        assertThat(assignments.touched()).containsExactly(OTHER);
    }

    @Test
    void theFirstGroupOfAStormOpensItsIncidentAndTheOthersJoin() {
        payload("g", null, 0, is("a", NEW));
        payload("h", null, 0, is("b", NEW));
        payload("i", null, 0, is("c", NEW));
        var storm = new Attachment(Attachment.Kind.STORM, SECOND_NAME, true, "too many");

        var assignments = assign(new Placements(Map.of(payloadId(1), storm, payloadId(2), storm), Set.of(), List.of()));

        assertThat(assignments.payloads()).extracting(Assignment::outcome).containsExactly(OPENED, OPENED, JOINED);
        assertThat(assignments.payloads())
                .extracting(Assignment::incident)
                .containsExactly(FIRST_NAME, SECOND_NAME, SECOND_NAME);
        assertThat(assignments.payloads()).extracting(Assignment::isInStorm).containsExactly(false, true, true);
    }

    @Test
    void aGroupThatLeavesOpensItsOwnAndTouchesTheOneThatItLeaves() {
        attached.put("g", Attachment.Kind.STORM);
        payload("g", OPEN, 0, is("b", DUPLICATE, OPEN), is("a", NEW));
        payload("g", OPEN, 0, is("c", NEW));
        var name = incident(103);

        var assignments = assign(new Placements(Map.of(), Set.of(payloadId(0), payloadId(1)), List.of(name)));

        assertThat(assignments.payloads()).extracting(Assignment::outcome).containsExactly(OPENED, JOINED);
        assertThat(assignments.payloads()).extracting(Assignment::incident).containsOnly(FIRST_NAME);
        assertThat(assignments.payloads()).extracting(Assignment::left).containsExactly(OPEN, null);
        assertThat(assignments.changedGroups())
                .singleElement()
                .extracting(AlertGroup::incident, AlertGroup::attached)
                .containsExactly(FIRST_NAME, null);
        assertThat(assignments.touched()).contains(OPEN);
    }

    private Assignments assign() {
        return assign(Placements.ALL);
    }

    private Assignments assign(Placements placements) {
        return Correlator.assign(
                new Changes(payloads),
                new OpenIncidents(groups, BEHIND, newest, List.of(FIRST_NAME, SECOND_NAME)),
                placements);
    }

    private UUID payloadId(int n) {
        return payloads.get(n).payload().id();
    }

    private void payload(String group, IncidentId ofGroup, long truncated, AlertChange... changes) {
        var alerts = Arrays.stream(changes).map(AlertChange::alert).toList();
        var payload = new AlertPayload(
                UUID.randomUUID(),
                new AlertSource("am", "high"),
                "alertmanager",
                NOON,
                new byte[0],
                0,
                new AlertNotification(group, truncated, alerts));
        groups.put(payload.id(), new AlertGroup(AlertGroup.Key.of("am", group), ofGroup, 0, attached.get(group)));
        payloads.add(new PayloadChanges(payload, List.of(changes)));
    }

    private static Arguments row(
            String situation,
            IncidentId ofGroup,
            IncidentId newestOfA,
            List<AlertChange> alerts,
            Outcome outcome,
            IncidentId incident,
            List<IncidentId> touched) {
        return arguments(situation, ofGroup, newestOfA, alerts, outcome, incident, touched);
    }

    private static AlertChange is(String fingerprint, Kind kind) {
        return is(fingerprint, kind, null);
    }

    private static AlertChange is(String fingerprint, Kind kind, IncidentId incident) {
        return change(fingerprint, NOON, kind, incident);
    }

    private static AlertChange at(String fingerprint, Instant startsAt) {
        return change(fingerprint, startsAt, NEW, null);
    }

    private static AlertChange change(String fingerprint, Instant startsAt, Kind kind, IncidentId incident) {
        var firing = kind == NEW || kind == DUPLICATE;
        var alert = new Alert(fingerprint, startsAt, null, firing, Map.of(), Map.of(), null, false);
        return new AlertChange(new Alert.Key("am", fingerprint, startsAt), alert, kind, incident);
    }

    private static IncidentId incident(int number) {
        return new IncidentId("INC-20261122-120000-%03d".formatted(number));
    }
}
