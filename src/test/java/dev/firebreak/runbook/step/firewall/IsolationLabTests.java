package dev.firebreak.runbook.step.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.OwnContainer;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import dev.firebreak.runbook.step.docker.namespace.DockerNamespaces;
import dev.firebreak.runbook.step.docker.namespace.NamespaceSettings;
import dev.firebreak.runbook.step.firewall.nftables.NftStacks;
import dev.firebreak.runbook.step.firewall.stack.IsolationRules;
import dev.firebreak.runbook.step.host.LabHost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The isolation of a real host with systemd and of a real container, by real nftables, in IPv4 and IPv6. */
@Lab(
        value = {
            LabHost.PORT,
            LabHost.KEY,
            LabHost.LOGIN,
            LabHost.CONTAINER,
            "DOCKER_SOCKET",
            "TOOLS_IMAGE",
            "IMAGE_DEBIAN"
        },
        alone = LabHost.PORT)
class IsolationLabTests {

    private static final IsolateTarget.Order ORDER = new IsolateTarget.Order(Duration.ofSeconds(120));

    /** Short, so that the test need not wait for two minutes. */
    private static final IsolateTarget.Order SHORT = new IsolateTarget.Order(Duration.ofSeconds(2));

    private static final String RULESET = "nft --stateless list ruleset 2>/dev/null";

    /** A stranger on one side of the host, and a container of the host on its other side, each with its own network. */
    private static final String NEIGHBOURS = """
            set -e
            nft 'table inet site { chain input { type filter hook input priority 0; tcp dport 9 drop; }; }'
            for ns in stranger inner; do ip netns add $ns; ip -n $ns link set lo up; done
            ip link add fb-a type veth peer name fb-b netns stranger
            ip link add fb-c type veth peer name fb-d netns inner
            ip addr add 198.51.100.1/24 dev fb-a; ip addr add fd00:51::1/64 dev fb-a nodad; ip link set fb-a up
            ip addr add 10.99.0.1/24 dev fb-c; ip link set fb-c up
            ip -n stranger addr add 198.51.100.2/24 dev fb-b; ip -n stranger addr add fd00:51::2/64 dev fb-b nodad
            ip -n stranger addr add 198.51.100.3/24 dev fb-b; ip -n stranger addr add fd00:51::3/64 dev fb-b nodad
            ip -n stranger link set fb-b up; ip -n stranger route add 10.99.0.0/24 via 198.51.100.1
            ip -n inner addr add 10.99.0.2/24 dev fb-d; ip -n inner link set fb-d up
            ip -n inner route add default via 10.99.0.1
            for ns in stranger inner; do
              ip netns exec $ns perl -MIO::Socket::IP -e 'my $s = IO::Socket::IP->new(LocalHost => "::", LocalPort => 7000,
                V6Only => 0, Listen => 5, ReuseAddr => 1) or die; while (my $c = $s->accept) { close $c }' >/dev/null 2>&1 &
            done
            """;

    private static final String NO_NEIGHBOURS = """
            nft 'add table inet site; delete table inet site; add table inet firebreak_isolation; delete table inet firebreak_isolation'
            systemctl stop firebreak-isolation-revert.timer 2>/dev/null
            for ns in stranger inner; do ip netns pids $ns 2>/dev/null | xargs -r kill; ip netns del $ns 2>/dev/null; done
            ip link del fb-a 2>/dev/null; ip link del fb-c 2>/dev/null
            rm -f /run/fb-go /run/fb-open; true
            """;

    private final Target host = LabHost.target(Map.of("management", "198.51.100.3, fd00:51::3"));
    private final DockerEngine engine = LabDocker.engine();
    private final DockerNamespaces namespaces =
            new DockerNamespaces(engine, new NamespaceSettings(Lab.Settings.of("TOOLS_IMAGE")), Clock.systemUTC());
    private NftStacks stacks;
    private IsolateTarget step;

    @BeforeEach
    void theHostHasNeighbours() throws Exception {
        stacks = new NftStacks(LabHost.hosts(), namespaces);
        step = new IsolateTarget(stacks, new OwnLifelines("jdbc:h2:mem:x", "", OwnContainer.NONE, Set.of("none")));
        LabHost.inside(NO_NEIGHBOURS);
    }

    @AfterEach
    void mend() throws Exception {
        LabHost.inside(NO_NEIGHBOURS);
        engine.destroy();
    }

    @Test
    @Tag("F15")
    @Tag("A078")
    @Tag("A082")
    void anIsolatedHostTalksToItsManagersOnly_keepsOpenSessions_andIsAsBeforeAfterTheRelease() throws Exception {
        LabHost.inside(NEIGHBOURS);
        LabHost.inside("ip netns exec stranger bash -c 'exec 3<>/dev/tcp/198.51.100.1/22; read -u 3 banner; touch"
                + " /run/fb-open; until [ -e /run/fb-go ]; do sleep 0.05; done; printf \"no ssh\\r\\n\" >&3;"
                + " read -t 5 -u 3 answer; echo \"$answer\" >/run/fb-open' >/dev/null 2>&1 &"
                + " until [ -e /run/fb-open ]; do sleep 0.05; done");
        seeThatAllIsReached();
        var before = LabHost.inside(RULESET);
        var plan = step.plan(ORDER, host);

        assertThat(step.execute(plan, host).summary())
                .isEqualTo("auditor-host is isolated, confirmed by a new connection through the rules");

        assertThat(reached())
                .isEqualTo(new TreeMap<>(Map.of(
                        "in by IPv4", false,
                        "in by IPv6", false,
                        "out by IPv4", false,
                        "out by IPv6", false,
                        "through to a container", false,
                        "a manager by IPv4", true,
                        "a manager by IPv6", true,
                        "loopback", true)));
        assertThat(LabHost.inside("touch /run/fb-go; until [ -s /run/fb-open ]; do sleep 0.05; done; cat /run/fb-open"))
                .as("the session that was open")
                .contains("Invalid SSH identification string");
        assertThat(step.verify(plan, host).isDone()).isTrue();
        assertThat(step.probe(intent(plan), host).verdict()).isEqualTo(Verdict.DONE);
        assertThat(LabHost.inside(RULESET)).contains("table inet site", "table inet firebreak_isolation");
        var release = undo(plan, host);
        step.execute(release, host);
        step.execute(release, host);
        assertThat(step.verify(release, host).isDone()).isTrue();
        assertThat(LabHost.inside(RULESET)).isEqualTo(before);
        assertThat(undo(plan, host).isNothing()).isTrue();
        seeThatAllIsReached();
    }

    @Test
    @Tag("F15")
    void rulesThatCutFirebreakOff_areTakenBackByTheHostItself() throws Exception {
        LabHost.inside("nft 'table inet site { chain input { type filter hook input priority 0; }; }'");
        var before = LabHost.inside(RULESET);
        var plan = step.plan(SHORT, host);
        var lockOut = new Plan(
                plan.summary(),
                plan.resources(),
                plan.stateBefore(),
                new TreeMap<>(Map.of("rules", IsolationRules.of(List.of(), Optional.empty()), "revert after", "PT2S")),
                List.of(),
                null);

        var finding = step.execute(lockOut, host);

        assertThat(finding.succeeded()).isFalse();
        assertThat(finding.summary()).contains("The rules would cut Firebreak off", "after 2 s: it is not isolated");
        assertThat(LabHost.inside(RULESET)).isEqualTo(before);
        assertThat(step.probe(intent(plan), host).verdict()).isEqualTo(Verdict.NOT_DONE);
    }

    @Test
    @Tag("F15")
    void whereANodeDiesBeforeItConfirms_theHostTakesTheRulesBack_andALateLoadDoesNothing() throws Exception {
        var before = LabHost.inside(RULESET);
        var plan = step.plan(SHORT, host);
        var rules = plan.parameters().get("rules");
        try (var stack = stacks.open(host).orElseThrow()) {
            assertThat(stack.load(rules, Duration.ofSeconds(2))).isEmpty();
        }
        assertThatThrownBy(() -> step.probe(intent(plan), host)).hasMessageContaining("by itself within minutes");

        Until.within(Duration.ofSeconds(10))
                .see("the rules before", () -> LabHost.inside(RULESET).equals(before));
        assertThat(step.probe(intent(plan), host).verdict()).isEqualTo(Verdict.NOT_DONE);
        try (var lab = LabHost.hosts().open(host)) {
            var late = lab.runAsRoot(
                    Duration.ofSeconds(5),
                    List.of(
                            "systemd-run",
                            "--quiet",
                            "--wait",
                            "--pipe",
                            "--collect",
                            "--property=Requisite=firebreak-isolation-revert.timer",
                            "--property=After=firebreak-isolation-revert.timer",
                            "--",
                            "/usr/sbin/nft",
                            rules));
            assertThat(late.failure()).contains("firebreak-isolation-revert.timer not found");
            for (var foreign : List.of("flush ruleset", "delete table inet site", rules + "; flush ruleset")) {
                assertThat(lab.runAsRoot(Duration.ofSeconds(5), List.of("/usr/sbin/nft", foreign))
                                .isDeniedBySudo())
                        .isTrue();
            }
        }
        assertThat(LabHost.inside(RULESET)).isEqualTo(before);
    }

    @Test
    @Tag("A078")
    @Tag("A082")
    void aContainerIsIsolatedInItsOwnNamespace_andItsNeighbourIsNot() throws Exception {
        var network = "fb-" + Long.toHexString(System.nanoTime());
        LabDocker.docker("network", "create", "--ipv6", "--subnet", "fd00:77::/64", network);
        try {
            LabDocker.docker(run(network, "victim"));
            LabDocker.docker(run(network, "other"));
            var target = LabDocker.target(network + "-victim");
            var id = engine.named(target.name()).orElseThrow().id();
            var before = ruleset(id);
            assertThat(connected(network, "other", "victim")).containsOnly(true);
            var plan = step.plan(ORDER, target);

            assertThat(step.execute(plan, target).succeeded()).isTrue();

            assertThat(connected(network, "other", "victim")).as("into it").containsOnly(false);
            assertThat(connected(network, "victim", "other")).as("out of it").containsOnly(false);
            assertThat(connected(network, "victim", "victim")).as("in itself").containsOnly(true);
            assertThat(connected(network, "other", "other")).containsOnly(true);
            assertThat(step.verify(plan, target).isDone()).isTrue();
            var release = undo(plan, target);
            step.execute(release, target);
            step.execute(release, target);
            assertThat(ruleset(id)).isEqualTo(before);
            assertThat(connected(network, "other", "victim")).containsOnly(true);

            step.execute(plan, target);
            LabDocker.docker("restart", "-t", "0", target.name());
            assertThat(step.verify(plan, target).verdict())
                    .as("a restart ends it")
                    .isEqualTo(Verdict.NOT_DONE);
            assertThat(engine.all()).noneMatch(left -> left.name().startsWith("firebreak-tools-"));
        } finally {
            LabDocker.docker("rm", "-f", network + "-victim", network + "-other");
            LabDocker.docker("network", "rm", network);
        }
    }

    /** A server for both families. */
    private static String[] run(String network, String name) {
        return new String[] {
            "run",
            "-d",
            "--name",
            network + "-" + name,
            "--network",
            network,
            Lab.Settings.of("IMAGE_DEBIAN"),
            "perl",
            "-MIO::Socket::IP",
            "-e",
            "my $s = IO::Socket::IP->new(LocalHost => '::', LocalPort => 80, V6Only => 0, Listen => 5) or die;"
                    + " while (my $c = $s->accept) { close $c }"
        };
    }

    /** Whether one reaches the other, by IPv4 and by IPv6. */
    private static List<Boolean> connected(String network, String from, String to) {
        var addresses = LabDocker.docker(
                "inspect",
                "--format",
                "{{range .NetworkSettings.Networks}}'{{.IPAddress}}', '{{.GlobalIPv6Address}}'{{end}}",
                network + "-" + to);
        var answer = LabDocker.docker(
                "exec",
                network + "-" + from,
                "perl",
                "-MIO::Socket::IP",
                "-e",
                "print IO::Socket::IP->new(PeerHost => $_, PeerPort => 80, Timeout => 0.5) ? 'yes ' : 'no ' for ("
                        + addresses + ")");
        return List.of(answer.split(" ")).stream().map("yes"::equals).toList();
    }

    private String ruleset(String id) throws InterruptedException {
        return namespaces
                .run(id, List.of("/usr/sbin/nft", "--stateless", "list", "ruleset"), Duration.ofSeconds(10))
                .output();
    }

    /** An IPv6 address works a moment after its link is up. */
    private static void seeThatAllIsReached() {
        Until.within(Duration.ofSeconds(20))
                .see("all neighbours are reached", () -> !reached().containsValue(false));
    }

    /** By one script, as each start of a program in the container takes its time. */
    private static Map<String, Boolean> reached() throws Exception {
        var answers = LabHost.inside("""
                try() { $1 perl -MIO::Socket::IP -e 'my ($l, $p, $n) = @ARGV; print IO::Socket::IP->new(LocalHost => $l,
                  PeerHost => $p, PeerPort => $n, Timeout => 0.6) ? "yes\\n" : "no\\n"' $2 $3 $4 >/run/fb-try-$5 & }
                in='ip netns exec stranger'
                try "$in" 198.51.100.2 198.51.100.1 22 1
                try "$in" fd00:51::2 fd00:51::1 22 2
                try "$in" 198.51.100.3 198.51.100.1 22 3
                try "$in" fd00:51::3 fd00:51::1 22 4
                try "$in" 198.51.100.2 10.99.0.2 7000 5
                try '' 198.51.100.1 198.51.100.2 7000 6
                try '' fd00:51::1 fd00:51::2 7000 7
                try '' 127.0.0.1 127.0.0.1 22 8
                wait; cat /run/fb-try-[1-8]; rm -f /run/fb-try-[1-8]
                """).lines().map("yes"::equals).toList();
        var names = List.of(
                "in by IPv4",
                "in by IPv6",
                "a manager by IPv4",
                "a manager by IPv6",
                "through to a container",
                "out by IPv4",
                "out by IPv6",
                "loopback");
        var reached = new TreeMap<String, Boolean>();
        for (var n = 0; n < names.size(); n++) {
            reached.put(names.get(n), answers.get(n));
        }
        return reached;
    }

    private Plan undo(Plan plan, Target target) throws Exception {
        return step.planUndo(new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH), target)
                .orElseThrow();
    }

    private static Intent intent(Plan plan) {
        return new Intent(plan, plan.stateBefore(), Instant.EPOCH, true);
    }
}
