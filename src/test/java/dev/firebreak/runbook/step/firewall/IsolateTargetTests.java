package dev.firebreak.runbook.step.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.OwnContainer;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.firewall.nftables.NftStacks;
import dev.firebreak.runbook.step.host.FakeHosts;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The isolation of a played host and of a played container. */
class IsolateTargetTests {

    private static final IsolateTarget.Order ORDER = new IsolateTarget.Order(Duration.ofSeconds(120));

    private final FakeHosts host = new FakeHosts();
    private final FakeNamespaces namespaces = new FakeNamespaces(new FakeContainers());
    private final IsolateTarget step = step("jdbc:postgresql://db.example.test:5432/firebreak", "");
    private final Target target = host(Map.of("management", "198.51.100.7"));
    private final Target container =
            new Target("gitea", "docker", "tier-1", true, false, Map.of("container", "mosaic-gitea"), Map.of());

    @Test
    @Tag("F15")
    void aHostIsIsolated_andConfirmedThroughTheRules() throws Exception {
        var plan = step.plan(ORDER, target);

        assertThat(plan.resources()).containsExactly("machine-id:0123456789abcdef");
        assertThat(plan.summary()).contains("Firebreak from 192.0.2.20 to port 22", "198.51.100.7");
        assertThat(step.execute(plan, target).summary())
                .isEqualTo("web is isolated, confirmed by a new connection through the rules");
        assertThat(host.filter.timer).as("the rules stay").isFalse();
        assertThat(host.filter.loaded).hasSize(1);
        assertThat(step.verify(plan, target).isDone()).isTrue();
        assertThat(step.plan(ORDER, target).isNothing()).isTrue();
    }

    @Test
    @Tag("F15")
    void rulesThatCutFirebreakOffAreTakenBackByTheHost_andTheStepSaysSo() throws Exception {
        host.filter.cutsOff = true;
        var plan = step.plan(ORDER, target);
        var before = host.captured();

        var finding = step.execute(plan, target);

        assertThat(finding.succeeded()).isFalse();
        assertThat(finding.summary())
                .contains("The rules would cut Firebreak off, so web removed them by itself", "Connection timed out");
        assertThat(host.captured()).isEqualTo(before);
        assertThat(step.probe(intent(plan), target).verdict()).isEqualTo(Verdict.NOT_DONE);
    }

    @Test
    @Tag("F15")
    void whileTheHostDecidesTheProbeHasNoAnswer_andAVerificationIsNone() throws Exception {
        var plan = step.plan(ORDER, target);
        host.filter.timer = true;

        assertThatThrownBy(() -> step.probe(intent(plan), target)).hasMessageContaining("by itself within minutes");
        host.filter.rules = plan.parameters().get("rules");
        assertThatThrownBy(() -> step.probe(intent(plan), target)).hasMessageContaining("by itself within minutes");
        assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.NOT_DONE);
        assertThat(step.plan(ORDER, target).obstacle()).contains("Try again in a few minutes");
        assertThat(undo(plan, target).resources()).isNotEmpty();
    }

    @Test
    void rulesThatNftRefusesLeaveNothing() throws Exception {
        host.filter.refusal = "Error: Could not process rule: Operation not supported";
        var before = host.captured();

        assertThat(step.execute(step.plan(ORDER, target), target).summary())
                .contains("web is not isolated: nft refused the rules", "Operation not supported");
        assertThat(host.captured()).isEqualTo(before);
        assertThat(host.filter.timer).isFalse();
    }

    @Test
    @Tag("F15")
    void aLoadThatIsCutOffKeepsItsTimer_andTheProbeWaitsForTheHost() throws Exception {
        host.filter.loadsLate = true;
        var plan = step.plan(ORDER, target);

        assertThatThrownBy(() -> step.execute(plan, target))
                .isInstanceOf(HostUnreachable.class)
                .hasMessageContaining("whether the rules are loaded is unknown");

        assertThat(host.filter.timer).isTrue();
        assertThatThrownBy(() -> step.probe(intent(plan), target)).hasMessageContaining("by itself within minutes");
    }

    @Test
    void aLoadIntoAContainerThatIsCutOffLeavesNothing() throws Exception {
        namespaces.filter.loadsLate = true;

        assertThat(step.execute(step.plan(ORDER, container), container).summary())
                .contains("gitea is not isolated");
        assertThat(namespaces.filter.rules).isNull();
    }

    @Test
    @Tag("A082")
    void aReleaseRemovesOurTable_alsoTwice_andAnotherMachineIsLeftAlone() throws Exception {
        var plan = step.plan(ORDER, target);
        var before = host.captured();
        step.execute(plan, target);
        var release = undo(plan, target);

        step.execute(release, target);
        step.execute(release, target);

        assertThat(host.captured()).isEqualTo(before);
        assertThat(step.verify(release, target).isDone()).isTrue();
        assertThat(undo(plan, target).isNothing()).isTrue();
        host.machine = "fedcba9876543210";
        assertThat(step.execute(plan, target).summary()).contains("nothing was changed");
        assertThat(undo(plan, target).summary()).contains("is another one now");
        assertThat(step.probe(intent(plan), target).verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(host.filter.loaded).hasSize(1);
    }

    @Test
    @Tag("A078")
    void aContainerIsIsolatedInItsOwnNamespace_whereNothingCanCutFirebreakOff() throws Exception {
        var plan = step.plan(ORDER, container);

        assertThat(plan.resources()).hasSize(1).allMatch(id -> id.length() == 64);
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("A restart of the container ends"));
        assertThat(step.execute(plan, container).summary()).isEqualTo("gitea is isolated");
        assertThat(namespaces.filter.rules).doesNotContain("dport").contains("policy drop");
        assertThat(host.filter.loaded).isEmpty();
        step.execute(undo(plan, container), container);
        assertThat(namespaces.filter.rules).isNull();
    }

    @Test
    void behindSeveralAddressesTheRulesAreTheSame_ifTheCatalogueNamesThem() throws Exception {
        var behindMany = host(Map.of("management", "192.0.2.16/28"));

        assertThat(step.plan(ORDER, behindMany).parameters().get("rules"))
                .contains("ip saddr 192.0.2.16/28 accept")
                .doesNotContain("192.0.2.20");
    }

    @Test
    void whatCantBeIsolatedIsSaidBeforehand() throws Exception {
        assertThat(step.plan(ORDER, host(Map.of("management", "the-office"))).obstacle())
                .contains("settings.management in the catalogue holds \"the-office\"");
        namespaces.mode = "host";
        assertThat(step.plan(ORDER, container).obstacle()).contains("has no network of its own (host)");
        namespaces.mode = "mosaic";
        namespaces.missing = "set firebreak.docker.tools-image";
        assertThat(step.plan(ORDER, container).obstacle()).contains("firebreak.docker.tools-image");
        assertThat(step.plan(ORDER, new Target("api", "http", "tier-2", true, false, Map.of(), Map.of()))
                        .obstacle())
                .contains("api is no host, and the catalogue names no container");
    }

    @Test
    @Tag("F10")
    void theHostOfFirebreaksOwnDatabase_andItsOwnMachine_areNeverIsolated() throws Exception {
        for (var database : new String[] {
            "jdbc:postgresql://192.0.2.30:5432/firebreak", "jdbc:postgresql://db1:5432,192.0.2.30:5432/firebreak?x=1"
        }) {
            assertThat(step(database, "").plan(ORDER, target).obstacle())
                    .contains("is the host of Firebreak's own database (192.0.2.30)");
        }
        assertThat(step("jdbc:h2:mem:x", "0123456789abcdef").plan(ORDER, target).obstacle())
                .contains("Firebreak itself runs on web");
    }

    @Test
    @Tag("F10")
    void theHostOfFirebreaksOwnContainerIsNeverIsolated() throws Exception {
        var id = "0af1".repeat(16);
        var own = step("jdbc:h2:mem:x", "", new OwnContainer(true, Optional.of(id)));

        assertThat(own.plan(ORDER, target).resources()).as("it runs elsewhere").isNotEmpty();
        host.controlGroups = "/sys/fs/cgroup/system.slice/docker-" + id + ".scope\n";
        assertThat(own.plan(ORDER, target).obstacle()).contains("Firebreak itself runs on web");
        host.controlGroups = null;
        assertThat(own.plan(ORDER, target).obstacle()).contains("or that can't be told");
    }

    @Test
    @Tag("F10")
    void whereFirebreakCantSeeItsOwnHost_noneIsIsolatedUntilItsHostsAreNamed() throws Exception {
        var unknown = new OwnContainer(true, Optional.empty());

        assertThat(step("jdbc:h2:mem:x", "fedcba98", unknown)
                        .plan(ORDER, target)
                        .obstacle())
                .contains("firebreak.own-hosts");
        assertThat(step("jdbc:h2:mem:x", "", OwnContainer.NONE)
                        .plan(ORDER, target)
                        .obstacle())
                .contains("firebreak.own-hosts");
        assertThat(step("jdbc:h2:mem:x", "", unknown, "db", "web")
                        .plan(ORDER, target)
                        .obstacle())
                .contains("web is named in firebreak.own-hosts");
        assertThat(step("jdbc:h2:mem:x", "", unknown, "db").plan(ORDER, target).resources())
                .isNotEmpty();
        assertThat(step("jdbc:h2:mem:x", "", unknown, "none")
                        .plan(ORDER, target)
                        .resources())
                .isNotEmpty();
        assertThat(step("jdbc:h2:mem:x", "", unknown).plan(ORDER, container).resources())
                .as("a container of another cuts nothing of ours")
                .isNotEmpty();
    }

    private IsolateTarget step(String database, String machine) {
        return step(database, machine, OwnContainer.NONE, "none");
    }

    private IsolateTarget step(String database, String machine, OwnContainer own, String... ownHosts) {
        return new IsolateTarget(
                new NftStacks(host, namespaces), new OwnLifelines(database, machine, own, Set.of(ownHosts)));
    }

    private Plan undo(Plan plan, Target of) throws Exception {
        return step.planUndo(new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH), of)
                .orElseThrow();
    }

    private static Intent intent(Plan plan) {
        return new Intent(plan, plan.stateBefore(), Instant.EPOCH, true);
    }

    private static Target host(Map<String, String> other) {
        var settings = new java.util.HashMap<>(Map.of("url", "ssh://firebreak@192.0.2.30:22"));
        settings.putAll(other);
        return new Target("web", "host", "tier-2", true, false, settings, Map.of());
    }
}
