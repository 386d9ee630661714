package dev.firebreak.runbook.whole;

import static dev.firebreak.runbook.whole.WholeRunbook.Case.BROKEN;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.HEALTHY;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.NOT_HELPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A break-in on a real host: evidence, judgement, isolation by nftables, release. */
@Tag("A077")
abstract class ContainmentRunbook extends HostRunbooks {

    private static final String RUNBOOK = "security-containment";
    private static final String ISOLATE = "firewall.isolate-target";
    private static final String RULES = "nft --stateless list ruleset 2>/dev/null";

    @Test
    @Tag("chaos")
    @WholeRunbook(value = RUNBOOK, state = HEALTHY)
    void aFalseAlarmChangesNothing() {
        var before = host.does(RULES);
        var incident = suspected();

        judges(incident, "false-alarm");

        stabilises(incident, RUNBOOK, "False alarm");
        assertThat(host.does(RULES)).isEqualTo(before);
    }

    @Test
    @Tag("chaos")
    @Tag("A078")
    @Tag("A082")
    @Tag("F20")
    @WholeRunbook(value = RUNBOOK, state = BROKEN)
    void theHostIsIsolatedOnceApproved_andTheReleaseLeavesTheRulesOfOthersAsTheyWere() {
        host.does("nft 'table inet site { chain input { type filter hook input priority 0; tcp dport 9 drop; }; }'");
        var before = host.does(RULES);
        var incident = suspected();

        judges(incident, "isolate");
        approves(incident, ISOLATE);

        stabilises(incident, RUNBOOK, "Contained");
        looksAgainAfter(incident, RUNBOOK);
        assertThat(host.does(RULES)).contains("table inet site", "firebreak_isolation");
        takesBackAtResolution(incident, ISOLATE);
        assertThat(host.does(RULES)).isEqualTo(before);
    }

    @Test
    @Tag("A078")
    @Tag("chaos")
    @WholeRunbook(value = RUNBOOK, state = NOT_HELPED)
    void aStrangersSessionThatStaysOpenIsNamed_andPeopleLead() {
        host.does("""
                ip netns add stranger
                ip link add fb-a type veth peer name fb-b netns stranger
                ip addr add 203.0.113.1/24 dev fb-a; ip link set fb-a up
                ip -n stranger addr add 203.0.113.9/24 dev fb-b; ip -n stranger link set fb-b up
                (setsid ip netns exec stranger bash -c 'exec 3<>/dev/tcp/203.0.113.1/22; sleep 600' >/dev/null 2>&1 &)
                until ss -Hnt state established sport = :22 | grep -q 203.0.113.9; do sleep 0.1; done
                """);
        var incident = suspected();

        judges(incident, "isolate");
        approves(incident, ISOLATE);

        leavesToPeople(incident, RUNBOOK, "Sessions still open");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("203.0.113.9"));
    }

    @AfterEach
    void nobodyIsIsolated() {
        host.does("set +e; nft 'add table inet site; delete table inet site; add table inet firebreak_isolation;"
                + " delete table inet firebreak_isolation'; systemctl stop firebreak-isolation-revert.timer 2>/dev/null;"
                + " ip netns pids stranger 2>/dev/null | xargs -r kill; ip netns del stranger 2>/dev/null;"
                + " ip link del fb-a 2>/dev/null; true");
    }

    private IncidentId suspected() {
        var incident = respondedTo("lab-auditor", "intrusion");
        members.add(incident, "rita", IncidentMembers.Part.ADDED);
        return incident;
    }

    private void judges(IncidentId incident, String judgement) {
        world.completes(
                "rita",
                "UserTask_JudgeIndicators",
                incident,
                Map.of("judgement", judgement, "judgementReason", "What the evidence says"));
    }
}
