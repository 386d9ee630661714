package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.command.IncidentRequests;
import dev.firebreak.lifecycle.handover.HandOvers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Command changes hands only when the other side accepts. */
@StoryTest
class HandOverStoryTests {

    private static final String ANSWER = "UserTask_AnswerHandOver";

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    HandOvers handOvers;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentMembers members;

    @Autowired
    Accounts accounts;

    @BeforeEach
    void peopleAreThere() {
        hire("hana");
        hire("hugo");
        hire("hedy");
    }

    private void hire(String person) {
        accounts.createIfMissing(
                person, person, person + "@example.test", "correct horse battery", Set.of(Role.COMMANDER));
    }

    @Test
    void whoIsAskedCommandsOnlyAfterAccepting() {
        var incident = commandedByHana(Map.of());

        lifecycle.handOverProposed(incident, "hugo", "hana");
        world.untilNothingMoves();
        assertThat(commander(incident)).isEqualTo("hana");
        assertThat(world.task(ANSWER, incident).getAssignee()).isEqualTo("hugo");

        world.completes("hugo", ANSWER, incident, Map.of("handOverAnswer", "accept", "handOverNote", "on it"));
        assertThat(commander(incident)).isEqualTo("hugo");
        assertThat(world.task("UserTask_ConfirmSeverity", incident).getAssignee())
                .isEqualTo("hugo");
        assertThat(world.timelineOf(incident))
                .containsSubsequence(
                        "Asked hugo to take command",
                        "Accepted command: on it",
                        "Command handed over from hana to hugo");
    }

    @Test
    void whoDeclinesLeavesCommandWhereItIs() {
        var incident = commandedByHana(Map.of());

        lifecycle.handOverProposed(incident, "hugo", "hana");
        world.untilNothingMoves();
        world.completes("hugo", ANSWER, incident, Map.of("handOverAnswer", "decline", "handOverNote", "driving"));

        assertThat(commander(incident)).isEqualTo("hana");
        assertThat(world.timelineOf(incident)).contains("Declined command: driving");
        assertThat(world.ends(incident, "hand-over")).containsExactlyInAnyOrder("Other side asked", "Command kept");
    }

    @Test
    void aProposalThatNobodyAnswersChangesNothing() {
        var incident = commandedByHana(Map.of());

        lifecycle.handOverProposed(incident, "hugo", "hana");
        world.passes(Duration.ofMinutes(11));

        assertThat(commander(incident)).isEqualTo("hana");
        assertThat(world.timelineOf(incident)).contains("hugo did not answer within 10 min: command stays where it is");
    }

    @Test
    void aCommanderWhoDoesNotAnswerLosesCommandToWhoAsksForIt() {
        var incident = commandedByHana(Map.of());

        lifecycle.handOverProposed(incident, "hugo", "hugo");
        world.untilNothingMoves();
        assertThat(world.task(ANSWER, incident).getAssignee()).isEqualTo("hana");
        world.passes(Duration.ofMinutes(11));

        assertThat(commander(incident)).isEqualTo("hugo");
        assertThat(world.timelineOf(incident))
                .containsSubsequence(
                        "Asked hana for command",
                        "hana did not answer within 10 min",
                        "Command handed over from hana to hugo");
    }

    @Test
    void aCommanderWhoIsAskedForCommandMayKeepIt() {
        var incident = commandedByHana(Map.of());

        lifecycle.handOverProposed(incident, "hugo", "hugo");
        world.untilNothingMoves();
        world.completes("hana", ANSWER, incident, Map.of("handOverAnswer", "decline"));

        assertThat(commander(incident)).isEqualTo("hana");
        assertThat(world.timelineOf(incident)).contains("Declined to give command away");
    }

    @Test
    void anotherProposalEndsTheFirst() {
        var incident = commandedByHana(Map.of());
        lifecycle.handOverProposed(incident, "hugo", "hana");
        world.untilNothingMoves();

        lifecycle.handOverProposed(incident, "hedy", "hugo");
        world.untilNothingMoves();

        assertThat(world.task(ANSWER, incident).getAssignee()).isEqualTo("hedy");
        assertThat(world.timelineOf(incident)).contains("Asked hedy to take command from hana");
        world.completes("hedy", ANSWER, incident, Map.of("handOverAnswer", "accept"));
        assertThat(commander(incident)).isEqualTo("hedy");
    }

    @Test
    void aColleagueAcceptsNothingForAnother() {
        var incident = commandedByHana(Map.of());
        lifecycle.handOverProposed(incident, "hugo", "hana");
        world.untilNothingMoves();

        assertThatThrownBy(() -> world.completes("hedy", ANSWER, incident, Map.of("handOverAnswer", "accept")))
                .hasMessageContaining("is for hugo");

        assertThat(commander(incident)).isEqualTo("hana");
    }

    @Test
    void whatNobodyCommandsOrThisPersonCommandsIsNotHandedOver() {
        var uncommanded = world.raise("mosaic-gitea", "high-load", Map.of());
        world.untilNothingMoves();
        var commanded = commandedByHana(Map.of());

        assertThatThrownBy(() -> lifecycle.handOverProposed(uncommanded, "hugo", "hana"))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("no person commands it yet; take command");
        assertThatThrownBy(() -> lifecycle.handOverProposed(commanded, "hana", "hugo"))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("hana commands it already");
    }

    @Test
    void atTheEndOfAShiftAllIncidentsOfACommanderAreProposed() {
        hire("holly");
        hire("henry");
        var first = commandedBy("holly", Map.of());
        var second = commandedBy("holly", Map.of());

        var proposed = handOvers.proposeAll(new IncidentRequests.HandOver("henry"), "holly");
        world.untilNothingMoves();

        assertThat(proposed).containsExactly(first, second);
        var henry = accounts.find("henry").orElseThrow();
        proposed.forEach(id -> handOvers.answer(id, new IncidentRequests.HandOverAnswer(true, null), henry));
        assertThat(incidents.commandedBy("holly")).isEmpty();
        assertThat(incidents.commandedBy("henry")).hasSize(2);
        assertThatThrownBy(() -> handOvers.answer(first, new IncidentRequests.HandOverAnswer(true, null), henry))
                .hasMessageContaining("this question is for another person");
    }

    @Test
    void whoIsAskedToCommandASecurityIncidentSeesIt() {
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("securityIssue", "yes"));
        world.untilNothingMoves();
        members.add(incident, "hana", IncidentMembers.Part.ADDED);
        world.completes("hana", "UserTask_TakeCommand", incident, Map.of());
        assertThat(members.of(incident))
                .extracting(IncidentMembers.Member::person)
                .doesNotContain("hugo");

        lifecycle.handOverProposed(incident, "hugo", "hana");
        world.untilNothingMoves();

        assertThat(members.of(incident))
                .extracting(IncidentMembers.Member::person)
                .contains("hugo");
    }

    private IncidentId commandedByHana(Map<String, Object> facts) {
        return commandedBy("hana", facts);
    }

    private IncidentId commandedBy(String commander, Map<String, Object> facts) {
        var incident = world.raise("mosaic-gitea", "high-load", facts);
        world.untilNothingMoves();
        world.completes(commander, "UserTask_TakeCommand", incident, Map.of());
        return incident;
    }

    private String commander(IncidentId incident) {
        return incidents.get(incident).commander();
    }
}
