package dev.firebreak.runbook.step.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.OutsideWorld;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.incident.evidence.EvidenceItem;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.firewall.FakeNamespaces;
import dev.firebreak.runbook.step.host.FakeAttack;
import dev.firebreak.runbook.step.host.FakeHosts;
import dev.firebreak.text.Hash;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The runbook of a break-in, on each of its drawn paths, against a played host and a played container. */
@Tag("A077")
class SecurityContainmentStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "security-containment";
    private static final String ISOLATE = "firewall.isolate-target";

    @Autowired
    FakeHosts host;

    @Autowired
    FakeNamespaces namespaces;

    @Autowired
    FakeTraces traces;

    @Autowired
    Accounts accounts;

    @Autowired
    IncidentMembers members;

    @Autowired
    Evidence evidence;

    @Autowired
    Lifecycle lifecycle;

    @LocalServerPort
    int port;

    @BeforeEach
    void peopleAreThere() {
        accounts.createIfMissing("rita", "Rita", "rita@example.test", "amber-lantern-1", Set.of(Role.RESPONDER));
        accounts.createIfMissing("cora", "Cora", "cora@example.test", "cobalt-thicket-1", Set.of(Role.COMMANDER));
        nothingIsThere();
    }

    @AfterEach
    void nothingIsThere() {
        host.reset();
        namespaces.reset();
        traces.changes = List.of();
        traces.hangs = false;
    }

    @Test
    @Tag("A079")
    @Tag("A081")
    void evidenceComesFirst_aPersonJudges_andAnotherApprovesTheIsolation() {
        host.attack.programs += "/proc/4711/exe /dev/shm/.x\n";
        var incident = suspected("auditor-host", "suspicious-processes");
        assertThat(items(incident)).contains("connections.txt", "processes.txt", "log.txt", "package-integrity.txt");
        assertThat(host.filter.loaded)
                .as("nothing is changed before a person judged")
                .isEmpty();
        assertThat((String) world.variable(incident, RUNBOOK, "indicators")).contains("4711, /dev/shm/.x");

        judges(incident, "again", "Is it a backup?");
        judges(incident, "isolate", "A miner");
        approves(incident, ISOLATE);

        assertThat(host.filter.rules).contains("policy drop");
        assertThat(host.asRoot).as("no process is ended").noneMatch(line -> line.contains("kill"));
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Contained");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(world.timelineOf(incident))
                .contains("Indicators judged: isolate the target: A miner")
                .anyMatch(line -> line.contains("confirmed by a new connection through the rules"));
    }

    @Test
    @Tag("H29")
    void itIsAMembersIncidentBeforeItsEvidenceIsTaken_andEachPieceHasItsHash() {
        var incident = suspected("auditor-host", "security-breach");

        assertThat(world.timelineOf(incident).indexOf("Security issue: from now on only the incident's members see it"))
                .isNotNegative()
                .isLessThan(lineOf(incident, "Collect evidence: "));
        assertThat(evidence.of(incident))
                .allSatisfy(item -> assertThat(
                                Hash.sha256(evidence.content(item.id()).orElseThrow()))
                        .isEqualTo(item.sha256()));
        var piece = evidence.of(incident).get(0);
        var list = "/api/incidents/" + incident + "/evidence";
        assertThat(asked("carla", "violet-harbour-1", list)).isEqualTo(200);
        assertThat(asked("cora", "cobalt-thicket-1", list)).isEqualTo(404);
        assertThat(asked("cora", "cobalt-thicket-1", list + "/" + piece.id())).isEqualTo(404);
        assertThat(asked("carla", "violet-harbour-1", list + "/" + piece.id())).isEqualTo(200);
        judges(incident, "none", "The police takes it");
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Left to people");
    }

    @Test
    @Tag("A083")
    void theSecurityTeamIsToldBeforeAnythingIsCutOff_andSeesTheIncident() {
        accounts.createIfMissing("sam", "Sam", "sam@example.test", "granite-meadow-1", Set.of(Role.RESPONDER));

        var incident = suspected("auditor-host", "security-breach");

        assertThat(OutsideWorld.textsTo("sam@example.test"))
                .anyMatch(text -> text.contains(incident.value()) && text.contains("This may be a break-in"));
        assertThat(world.timelineOf(incident)).contains("Security team called in: Sam");
        assertThat(host.filter.loaded).as("nothing is cut off yet").isEmpty();
        assertThat(asked("sam", "granite-meadow-1", "/api/incidents/" + incident + "/evidence"))
                .isEqualTo(200);
        world.processes(incident).areWaitingAt("UserTask_JudgeIndicators");
    }

    @Test
    void whoJudgedDoesNotApprove() {
        var incident = suspected("auditor-host", "intrusion");
        world.completes(
                "carla",
                "UserTask_JudgeIndicators",
                incident,
                Map.of("judgement", "isolate", "judgementReason", "I am sure"));

        assertThatThrownBy(() -> approves(incident, ISOLATE)).hasMessageContaining("another");
        assertThat(host.filter.loaded).isEmpty();
        members.add(incident, "cora", IncidentMembers.Part.ADDED);
        world.completes("cora", "UserTask_ApproveStep", incident, Map.of("approved", "true"));

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Contained");
    }

    @Test
    @Tag("H13")
    void whoIsAloneBreaksTheGlass_withAReason_andEveryoneIsTold() {
        var incident = suspected("auditor-host", "intrusion");
        world.completes(
                "carla",
                "UserTask_JudgeIndicators",
                incident,
                Map.of("judgement", "isolate", "judgementReason", "I am sure"));

        assertThatThrownBy(
                        () -> world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "alone")))
                .hasMessageContaining("Write in the comment why you approve it alone");
        world.completes(
                "carla",
                "UserTask_ApproveStep",
                incident,
                Map.of("approved", "alone", "comment", "Cora's phone is off"));

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Contained");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.startsWith("Approved alone (break-glass): Isolate target on gitops-auditor"));
        assertThat(OutsideWorld.textsTo("carla@example.test"))
                .anyMatch(
                        text -> text.contains("approved alone (break-glass)") && text.contains("Cora's phone is off"));
    }

    @Test
    void aFalseAlarmEndsIt_andTheTaskShowsOnThePhoneWhatWasSeen() {
        host.attack.hanging.add("dpkg");
        host.attack.sessions = FakeAttack.sessionWithAStranger();
        var incident = suspected("auditor-host", "unexpected-network-traffic");
        var carla = new HttpVisitor(port);
        carla.login("carla", "violet-harbour-1");
        assertThat(carla.page("/incidents/" + incident).body())
                .contains("Judge indicators", "without package integrity", "203.0.113.9:4444", "Nothing was changed");

        judges(incident, "false-alarm", "Our own scanner");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("False alarm");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(host.filter.loaded).isEmpty();
    }

    @Test
    @Tag("A078")
    void whereAnAttackersSessionIsStillOpen_itIsNotContained_andPeopleLead() {
        host.attack.sessions = FakeAttack.sessionWithAStranger();
        var incident = suspected("auditor-host", "breach");

        judges(incident, "isolate", "A reverse shell");
        approves(incident, ISOLATE);

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Sessions still open");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("port 443 with 203.0.113.9:4444"));
        assertThat(host.filter.rules).as("it stays isolated").isNotNull();
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    @Tag("F15")
    void rulesThatWouldCutFirebreakOffAreTakenBack_andPeopleLead() {
        host.filter.cutsOff = true;
        var incident = suspected("auditor-host", "breach");

        judges(incident, "isolate", "Be quick");
        approves(incident, ISOLATE);

        assertThat(host.filter.rules).isNull();
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Not isolated");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("The rules would cut Firebreak off"));
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    @Tag("A082")
    void anIsolationThatDoesNotHoldIsTakenBack_byTheDrawnCompensation() {
        var incident = suspected("auditor-host", "breach");
        var connections = new AtomicInteger();
        host.filter.atConnection = () -> {
            // After the load come the confirmation and the verification, which then finds the timer of another one.
            if (host.filter.rules != null && connections.incrementAndGet() == 2) {
                host.filter.timer = true;
            }
        };

        judges(incident, "isolate", "Be quick");
        approves(incident, ISOLATE);
        approves(incident, ISOLATE);

        assertThat(host.filter.rules).isNull();
        assertThat(host.filter.loaded).hasSize(1);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Not isolated");
    }

    @Test
    @Tag("A078")
    void aContainerIsIsolatedInItsNamespace_andReleasedWhenTheIncidentIsResolved() {
        traces.changes = List.of("C /usr/bin/ssh", "A /tmp/x");
        var incident = suspected("mosaic-woodpecker", "modified-files");
        assertThat(items(incident)).contains("file-changes.txt", "configuration.txt", "connections.txt");
        assertThat((String) world.variable(incident, RUNBOOK, "indicators")).contains("/usr/bin/ssh");
        judges(incident, "isolate", "A changed ssh");
        approves(incident, ISOLATE);
        assertThat(namespaces.filter.rules).isNotNull();
        assertThat(host.filter.loaded).as("not its host").isEmpty();

        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(20));
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Built again", "rootCause", "A leaked key"));
        assertThat((String) world.variable(incident, "temporary-changes", "changeSummary"))
                .contains("Isolate target on mosaic-woodpecker");
        members.add(incident, "cora", IncidentMembers.Part.ADDED);
        world.completes("carla", "UserTask_DecideOnChange", incident, Map.of("changeDecision", "take-back"));
        world.completes("cora", "UserTask_ApproveStep", incident, Map.of("approved", "true"));

        assertThat(namespaces.filter.rules).isNull();
    }

    @Test
    @Tag("A080")
    void whatTheEngineDoesNotAnswerIsNamed_andTheRestIsKept() {
        traces.hangs = true;
        namespaces.missing = "set firebreak.docker.tools-image";
        var incident = suspected("mosaic-woodpecker", "compromised");

        assertThat((String) world.variable(incident, RUNBOOK, "evidenceSeen")).contains("without file changes");
        judges(incident, "isolate", "It mines");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Not isolated");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("firebreak.docker.tools-image"));
    }

    private IncidentId suspected(String service, String symptom) {
        var incident = respondedTo(service, symptom);
        members.add(incident, "rita", IncidentMembers.Part.ADDED);
        return incident;
    }

    private void judges(IncidentId incident, String judgement, String reason) {
        world.completes(
                "rita",
                "UserTask_JudgeIndicators",
                incident,
                Map.of("judgement", judgement, "judgementReason", reason));
    }

    private List<String> items(IncidentId incident) {
        return evidence.of(incident).stream().map(EvidenceItem::name).toList();
    }

    private int lineOf(IncidentId incident, String start) {
        var lines = world.timelineOf(incident);
        for (var n = 0; n < lines.size(); n++) {
            if (lines.get(n).startsWith(start)) {
                return n;
            }
        }
        throw new AssertionError(start + " in " + lines);
    }

    private int asked(String person, String password, String path) {
        var visitor = new HttpVisitor(port);
        visitor.login(person, password);
        return visitor.get(path).statusCode();
    }
}
