package dev.firebreak.runbook.step.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The four guided checks as drawn: healthy, broken and mended, checked again, not helped, left to people. */
class GuidedChecksStoryTests extends PlayedTargetsStory {

    @Autowired
    FakeContainerStates states;

    @Autowired
    FakeAddresses addresses;

    @Autowired
    FakeContainers containers;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    /** A guided check, what breaks its service, and the names of its ends. */
    enum Check {
        DOWN(
                "service-down",
                "mosaic-redis",
                "redis-down",
                "Service answers",
                "Answers after restart",
                "Restart did not help") {
            @Override
            void breaks(GuidedChecksStoryTests it) {
                it.addresses.refuses = true;
            }
        },
        WONT_START(
                "service-wont-start",
                "mosaic-redis",
                "kube-pod-crash-looping",
                "Service runs",
                "Runs after restart",
                "Still not running") {
            @Override
            void breaks(GuidedChecksStoryTests it) {
                it.states.ended.add("mosaic-redis");
                it.states.log = "bind: Address already in use";
            }
        },
        SLOW(
                "service-slow",
                "mosaic-redis",
                "blackbox-probe-slow-http",
                "Fast enough",
                "Fast after restart",
                "Still slow") {
            @Override
            void breaks(GuidedChecksStoryTests it) {
                it.addresses.time = Duration.ofSeconds(3);
            }
        },
        INTEGRATION(
                "integration-failure",
                "mosaic-gitea",
                "rate-limited",
                "Integration works",
                "Works after restart",
                "Integration still fails") {
            @Override
            void breaks(GuidedChecksStoryTests it) {
                it.states.log = "GET https://api.example.test 429 Too Many Requests";
            }
        };

        final String runbook;
        final String service;
        final String symptom;
        final String well;
        final String mended;
        final String unmended;

        Check(String runbook, String service, String symptom, String well, String mended, String unmended) {
            this.runbook = runbook;
            this.service = service;
            this.symptom = symptom;
            this.well = well;
            this.mended = mended;
            this.unmended = unmended;
        }

        abstract void breaks(GuidedChecksStoryTests it);
    }

    @BeforeEach
    void allIsWell() {
        accounts.createIfMissing("rita", "Rita", "rita@example.test", "amber-lantern-1", Set.of(Role.RESPONDER));
        mends();
        containers.restarted.clear();
        containers.atRestart = () -> {};
    }

    @AfterEach
    void mends() {
        states.ended.clear();
        states.log = "";
        addresses.refuses = false;
        addresses.time = Duration.ofMillis(5);
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    @Tag("A086")
    void whereAllIsWell_nobodyIsAskedAndNothingIsChanged(Check check) {
        var incident = respondedTo(check.service, check.symptom);

        assertThat(world.ends(incident, check.runbook)).containsExactly(check.well);
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(containers.restarted).isEmpty();
        assertThat(world.timelineOf(incident)).contains("Runbook " + check.runbook + " selected");
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    @Tag("A086")
    void aPersonChoosesTheRestart_anotherApproves_andItHelps(Check check) {
        check.breaks(this);
        var incident = respondedTo(check.service, check.symptom);
        assertThat(containers.restarted).isEmpty();
        containers.atRestart = this::mends;

        chooses(incident, "restart", "It helped last week");
        approves(incident, "docker.restart-container");

        assertThat(containers.restarted).containsExactly(check.service);
        assertThat(world.ends(incident, check.runbook)).containsExactly(check.mended);
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(world.timelineOf(incident)).contains("Remedy chosen: restart its container: It helped last week");
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    @Tag("A086")
    void whereEvenTheRestartDoesNotHelp_peopleLead(Check check) {
        check.breaks(this);
        var incident = respondedTo(check.service, check.symptom);

        chooses(incident, "restart", "Perhaps it helps");
        approves(incident, "docker.restart-container");

        assertThat(world.ends(incident, check.runbook)).containsExactly(check.unmended);
        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areWaitingAt("Event_AnotherRunbookOrdered");
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    @Tag("A086")
    void whatAPersonDidByHandIsCheckedAgain_andNoneLeavesItToPeople(Check check) {
        check.breaks(this);
        var incident = respondedTo(check.service, check.symptom);

        chooses(incident, "again", "I changed the port");
        assertThat(world.ends(incident, check.runbook)).isEmpty();
        chooses(incident, "none", "We move it to another host");

        assertThat(world.ends(incident, check.runbook)).containsExactly("Left to people");
        assertThat(containers.restarted).isEmpty();
        assertThat(world.timelineOf(incident))
                .contains("No remedy chosen, people continue by hand: We move it to another host");
    }

    @Test
    @Tag("A088")
    void theTaskShowsWhatWasSeenAndWhatToDo() {
        Check.INTEGRATION.breaks(this);
        states.ended.add("mosaic-redis");
        var incident = respondedTo("mosaic-gitea", "integration-failure");

        assertThat((String) world.variable(incident, "integration-failure", "containerSeen"))
                .contains("mosaic-gitea is running, healthy.", "the other side limits its requests", "Ask less often");
        assertThat((String) world.variable(incident, "integration-failure", "dependenciesSeen"))
                .contains(
                        "1 of 2 dependencies have trouble", "mosaic-redis: Its container is not running. Exit code 1");
        var rita = new HttpVisitor(port);
        rita.login("rita", "amber-lantern-1");
        assertThat(rita.page("/incidents/" + incident).body())
                .contains("Choose remedy", "the other side limits its requests. Ask less often")
                .contains("1 of 2 dependencies have trouble", "Nothing was changed.");
        assertThatThrownBy(() -> chooses(incident, "reboot-the-planet", "Why not"))
                .hasMessageContaining("remedy");
    }

    private void chooses(IncidentId incident, String remedy, String reason) {
        world.completes("rita", "UserTask_ChooseRemedy", incident, Map.of("remedy", remedy, "remedyReason", reason));
    }
}
