package dev.firebreak.board.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages offer: state by state, role by role, for the commander of the incident and for others. */
class AvailableActionsTests {

    private static final String ALL = "commander";
    private static final Map<String, Set<String>> CANDIDATES = Map.of(
            "take-command", Set.of(ALL),
            "confirm-severity", Set.of(ALL),
            "approve-step", Set.of(ALL),
            "inform-stakeholders", Set.of("responder", ALL),
            "lead-response", Set.of(ALL),
            "confirm-resolution", Set.of(ALL),
            "complete-post-mortem", Set.of("responder", ALL));

    /** An incident in one state; columns are the person's role and whether they command it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # state       | acknowledged | commander | tasks                            | person    | primary
                    INVESTIGATING |              |           | take-command                     | responder | ACKNOWLEDGE
                    INVESTIGATING |              |           | take-command                     | commander | ACKNOWLEDGE
                    INVESTIGATING |              |           | take-command                     | observer  |
                    INVESTIGATING |              |           | take-command                     | admin     |
                    INVESTIGATING | rex          |           | take-command                     | responder |
                    INVESTIGATING | rex          |           | take-command                     | commander | TAKE_COMMAND
                    INVESTIGATING | rex          | me        | confirm-severity                 | commander | CONFIRM_SEVERITY
                    INVESTIGATING | rex          | carla     | confirm-severity                 | commander | CONFIRM_SEVERITY
                    INVESTIGATING | rex          | carla     | confirm-severity                 | responder |
                    INVESTIGATING | rex          | me        | lead-response,approve-step       | commander | REVIEW_PLAN
                    INVESTIGATING | rex          | carla     | lead-response,approve-step       | responder |
                    INVESTIGATING | rex          | carla     | lead-response,inform-stakeholders | responder | GIVE_UPDATE
                    INVESTIGATING | rex          | me        | lead-response,inform-stakeholders | commander | GIVE_UPDATE
                    INVESTIGATING | rex          | me        | lead-response                    | commander | LEAD_RESPONSE
                    MONITORING    | rex          | me        | confirm-resolution               | commander | CONFIRM_RESOLUTION
                    MONITORING    | rex          | me        |                                  | commander |
                    RESOLVED      | rex          | me        | complete-post-mortem             | responder | WRITE_POST_MORTEM
                    RESOLVED      | rex          | me        | complete-post-mortem             | observer  |
                    CLOSED        | rex          | me        |                                  | commander |
                    CANCELLED     |              |           |                                  | responder |
                    """)
    void thePrimaryButtonIsWhatIsNeededNextAndAllowed(
            IncidentStatus state, String acknowledged, String commander, String tasks, String role, Action primary) {
        var actions = actions(state, acknowledged, commander, tasks, role, false);

        assertThat(actions.primary().orElse(null)).isEqualTo(primary);
        if (primary == null) {
            assertThat(actions.insteadOfPrimary()).isPresent();
        }
    }

    /** Every action of every role: what is not offered has a sentence. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    INVESTIGATING | observer  |
                    INVESTIGATING | modeler   |
                    INVESTIGATING | admin     | FREEZE
                    INVESTIGATING | responder | ACKNOWLEDGE,NOTE,LIFE_SAFETY,TRY_STEP_AGAIN
                    INVESTIGATING | commander | ACKNOWLEDGE,TAKE_COMMAND,NOTE,SEND_UPDATE,HAND_OVER,CHANGE_SEVERITY,ORDER_RUNBOOK,ASSIGN_ROLE,ADD_MEMBER,LIFE_SAFETY,SPLIT,MERGE,CANCEL,FREEZE,TRY_STEP_AGAIN
                    RESOLVED      | commander | TAKE_COMMAND,NOTE,ADD_MEMBER,FREEZE,TRY_STEP_AGAIN
                    CLOSED        | responder | NOTE,TRY_STEP_AGAIN
                    """)
    void eachRoleIsOfferedWhatTheServerLetsItDo(IncidentStatus state, String role, String allowed) {
        var actions = actions(state, null, null, "take-command", role, false);

        var offered = Stream.of(Action.values()).filter(actions::isAllowed).collect(Collectors.toSet());
        assertThat(offered).isEqualTo(named(allowed));
        assertThat(EnumSet.allOf(Action.class))
                .filteredOn(action -> !offered.contains(action))
                .allSatisfy(action ->
                        assertThat(actions.whyNot(action).orElseThrow()).matches("[A-Z].*\\."));
    }

    @Test
    void theSentenceSaysWhoAndWhy() {
        assertThat(actions(IncidentStatus.INVESTIGATING, "rex", null, "take-command", "responder", false)
                        .insteadOfPrimary())
                .contains("Next: Take command. This is for commanders; you are a responder.");
        assertThat(actions(IncidentStatus.INVESTIGATING, "rex", null, "", "responder", false)
                        .whyNot(Action.ACKNOWLEDGE))
                .contains("Rex Responder has acknowledged it.");
        assertThat(actions(IncidentStatus.CLOSED, "rex", null, "", "commander", false)
                        .whyNot(Action.CANCEL))
                .contains("The incident is closed.");
        assertThat(actions(IncidentStatus.INVESTIGATING, null, null, "", "admin", false)
                        .whyNot(Action.CANCEL))
                .contains("This is for commanders; you are an administrator.");
    }

    @Test
    void aPageThatWaitsAgainIsAcknowledgedAgain() {
        var actions = actions(IncidentStatus.INVESTIGATING, "rex", "carla", "lead-response", "responder", true);

        assertThat(actions.primary()).contains(Action.ACKNOWLEDGE);
    }

    @Test
    void theAssigneeOfATaskMayCompleteItWithoutBeingACandidate() {
        var mine = new FormTask("t", "T", "lead-response", "me", Set.of(ALL), null, Map.of(), List.of());

        assertThat(mine.isFor(person("responder"))).isTrue();
        assertThat(mine.isFor(new Person("olga", "Olga", null, Set.of(Role.RESPONDER))))
                .isFalse();
    }

    private static Set<Action> named(String actions) {
        return actions == null
                ? Set.of()
                : Arrays.stream(actions.split(",")).map(Action::valueOf).collect(Collectors.toSet());
    }

    private static AvailableActions actions(
            IncidentStatus state, String acknowledged, String commander, String tasks, String role, boolean pageWaits) {
        var open = Stream.of((tasks == null ? "" : tasks).split(","))
                .filter(form -> !form.isEmpty())
                .map(form -> new FormTask(form, form, form, null, CANDIDATES.get(form), null, Map.of(), List.of()))
                .toList();
        return new AvailableActions(new Situation(
                incident(state, acknowledged, commander),
                pageWaits,
                open,
                person(role),
                login -> login.equals("rex") ? "Rex Responder" : login));
    }

    private static Person person(String role) {
        var roles = Set.of(Role.valueOf(role.toUpperCase(Locale.ROOT)));
        return new Person("me", "Me", null, roles);
    }

    private static Incident incident(IncidentStatus state, String acknowledged, String commander) {
        return new Incident(
                new IncidentId("INC-20261128-131158-001"),
                "Pool exhausted",
                "gitea",
                null,
                null,
                "default",
                Severity.P1,
                Severity.P1,
                state,
                commander,
                acknowledged,
                false,
                false,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
