package dev.firebreak.runbook.step.firewall;

import static dev.firebreak.runbook.Effect.DESTRUCTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.firewall.stack.Addresses;
import dev.firebreak.runbook.step.firewall.stack.Isolation;
import dev.firebreak.runbook.step.firewall.stack.IsolationRules;
import dev.firebreak.runbook.step.firewall.stack.NetworkStack;
import dev.firebreak.runbook.step.firewall.stack.NetworkStacks;
import dev.firebreak.runbook.step.firewall.stack.OwnWay;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Cuts a host or a container off from its network by one table of nftables, for IPv4 and IPv6 (guarantees.md A078).
 * Loopback, open sessions, management addresses and Firebreak's own way stay. On a host, the rules are confirmed by a new
 * connection through them; without it, the host itself takes them back (guarantees.md F15).
 */
@RunbookStep(
        topic = "firewall.isolate-target",
        title = "Isolate target",
        description = "Cuts the target off from its network, but for open sessions, the addresses in"
                + " settings.management and Firebreak's own way. A host takes the rules back by itself if they cut"
                + " Firebreak off. Undo removes exactly these rules.",
        effect = DESTRUCTIVE)
class IsolateTarget implements RunbookDelegate<IsolateTarget.Order> {

    private static final String RULES = "rules";
    private static final String REVERT_AFTER = "revert after";
    private static final String RELEASE = "release";

    /** Of the time until the host takes the rules back, so much is left for the confirmation itself. */
    private static final Duration FOR_CONFIRMATION = Duration.ofSeconds(20);

    /** How much later than the timer says the host may have taken the rules back. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final NetworkStacks stacks;
    private final OwnLifelines lifelines;

    IsolateTarget(NetworkStacks stacks, OwnLifelines lifelines) {
        this.stacks = stacks;
        this.lifelines = lifelines;
    }

    record Order(
            @ParameterDescription("After how long a host takes the rules back by itself, unless a new connection"
                    + " through them confirms them.")
            @NotNull
            @DurationMin(seconds = 60)
            @DurationMax(seconds = 150)
            @DefaultValue("PT2M")
            Duration revertAfter) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        if (!stacks.knows(target)) {
            return Plan.impossible(target.name() + " is no host, and the catalogue names no container of it: Firebreak"
                    + " can't isolate it.");
        }
        var lifeline = lifelines.on(target);
        if (lifeline.isPresent()) {
            return Plan.impossible(lifeline.get());
        }
        var opened = stacks.open(target);
        if (opened.isEmpty()) {
            return Plan.impossible("There is no container of " + target.name() + " on the Docker Engine.");
        }
        try (var stack = opened.get()) {
            if (lifelines.isOurs(stack)) {
                return Plan.impossible(
                        "Firebreak itself runs on " + target.name() + ", or that can't be told. Isolate it by hand.");
            }
            var obstacle = stack.obstacle();
            return obstacle.isPresent() ? Plan.impossible(obstacle.get()) : plan(order, target, stack);
        } catch (IllegalArgumentException e) {
            return Plan.impossible(e.getMessage());
        }
    }

    private static Plan plan(Order order, Target target, NetworkStack stack) throws InterruptedException {
        var isolation = stack.isolation();
        if (isolation == Isolation.IN_FORCE) {
            return Plan.to(target.name() + " is isolated already. It stays so until that isolation is taken back.");
        }
        if (isolation == Isolation.UNCONFIRMED) {
            return Plan.impossible(
                    target.name() + " is removing the rules of an unconfirmed attempt. Try again in a few minutes.");
        }
        var management = Addresses.managementOf(target);
        var way = stack.ownWay();
        // Behind several addresses, each connection may come from another one: then all of them are named there.
        var unnamed = way.filter(own -> management.stream().noneMatch(network -> network.contains(own.from())));
        var rules = IsolationRules.of(management, unnamed);
        var plan = Plan.to("Isolate **" + target.name() + "**: nothing gets in or out any more, by IPv4 or IPv6, but"
                        + " loopback, sessions that are open, " + open(management, way)
                        + ".\n\nThese rules are loaded as"
                        + " one table of their own, beside all others:\n\n```\n" + readable(rules) + "\n```\n")
                .on(List.of(stack.id()))
                .before("isolation", isolation)
                .parameter(RULES, rules)
                .parameter(REVERT_AFTER, order.revertAfter());
        if (way.isPresent()) {
            plan = plan.warning("Firebreak confirms the rules by a new connection through them. Without it, the host"
                    + " removes them after " + order.revertAfter().toSeconds() + " s.");
        }
        for (var limit : stack.limits()) {
            plan = plan.warning(limit);
        }
        return management.isEmpty()
                ? plan.warning("settings.management of the target is empty: no person can begin a session to it.")
                : plan;
    }

    private static String open(List<Addresses.Network> management, Optional<OwnWay> way) {
        var managers = management.isEmpty()
                ? "nothing of people"
                : "what begins at "
                        + String.join(
                                ", ", management.stream().map(Object::toString).toList());
        return managers + way.map(it -> ", and Firebreak from " + it).orElse("");
    }

    private static String readable(String rules) {
        return rules.replace(" ; } ; ", "\n}\n").replace(" ; ", "\n  ").replace("{ chain", "{\nchain");
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        var opened = stacks.open(target);
        if (opened.isEmpty() || !plan.resources().contains(opened.get().id())) {
            opened.ifPresent(NetworkStack::close);
            return Finding.failed(target.name() + " is gone, or is another than planned: nothing was changed");
        }
        try (var stack = opened.get()) {
            if (isRelease(plan)) {
                stack.remove();
                return Finding.of(target.name() + " is no longer isolated");
            }
            var refused = stack.load(plan.parameters().get(RULES), revertAfter(plan));
            if (refused.isPresent()) {
                return Finding.failed(target.name() + " is not isolated: " + refused.get());
            }
        }
        return confirmed(plan, target, System.nanoTime());
    }

    /** Tries new connections through the rules, and waits for their end if there is none. */
    private Finding confirmed(Plan plan, Target target, long loadedAt) throws InterruptedException {
        var revertAfter = revertAfter(plan);
        var tryUntil = loadedAt
                + Math.max(
                        revertAfter.dividedBy(2).toNanos(),
                        revertAfter.minus(FOR_CONFIRMATION).toNanos());
        var goneBy = loadedAt + revertAfter.plus(LATE).toNanos();
        HostUnreachable cutOff = null;
        while (System.nanoTime() < goneBy) {
            try (var stack =
                    stacks.open(target).orElseThrow(() -> new HostUnreachable("its container is gone", null))) {
                if (System.nanoTime() < tryUntil) {
                    stack.confirm();
                }
                var isolation = stack.isolation();
                if (isolation == Isolation.IN_FORCE) {
                    return Finding.of(target.name() + " is isolated"
                            + (stack.ownWay().isPresent() ? ", confirmed by a new connection through the rules" : ""));
                }
                if (isolation == Isolation.NONE) {
                    return Finding.failed("The rules would cut Firebreak off, so " + target.name() + " removed them by"
                            + " itself after " + revertAfter.toSeconds() + " s: it is not isolated"
                            + (cutOff == null ? "" : " (" + cutOff.getMessage() + ")"));
                }
            } catch (HostUnreachable e) {
                cutOff = e;
            }
            Thread.sleep(AGAIN.toMillis());
        }
        throw cutOff == null ? new HostUnreachable(target.name() + " did not remove unconfirmed rules", null) : cutOff;
    }

    private static Duration revertAfter(Plan plan) {
        return Duration.parse(plan.parameters().get(REVERT_AFTER));
    }

    private static boolean isRelease(Plan plan) {
        return plan.parameters().containsKey(RELEASE);
    }

    /** While a timer of the host runs, it can't tell, so the framework asks again until the host has decided. */
    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        var seen = isolation(intent.plan(), target);
        if (!isRelease(intent.plan()) && (seen == Isolation.ARMED || seen == Isolation.UNCONFIRMED)) {
            throw new IllegalStateException(
                    target.name() + " has rules, or loads them, that nobody confirmed. It removes"
                            + " them by itself within minutes.");
        }
        return proof(intent.plan(), seen);
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        return proof(plan, isolation(plan, target));
    }

    /** Null if what was planned for is gone. */
    private Isolation isolation(Plan plan, Target target) throws InterruptedException {
        var opened = stacks.open(target);
        if (opened.isEmpty() || !plan.resources().contains(opened.get().id())) {
            opened.ifPresent(NetworkStack::close);
            return null;
        }
        try (var stack = opened.get()) {
            return stack.isolation();
        }
    }

    private static Proof proof(Plan plan, Isolation seen) {
        var isRelease = isRelease(plan);
        if (seen == null) {
            var gone = "it is gone, or is another than planned";
            return isRelease ? Proof.done(gone) : Proof.cannotTell(gone);
        }
        return switch (seen) {
            case IN_FORCE -> isRelease ? Proof.notDone("it is isolated") : Proof.done("it is isolated");
            case UNCONFIRMED -> Proof.notDone("it has rules that nobody confirmed");
            case NONE, ARMED ->
                isRelease ? Proof.done("none of the rules is left") : Proof.notDone("it is not isolated");
        };
    }

    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) throws InterruptedException {
        var opened = stacks.open(target);
        if (opened.isEmpty() || !done.plan().resources().contains(opened.get().id())) {
            opened.ifPresent(NetworkStack::close);
            return Optional.of(Plan.to(
                    "What was isolated is gone, and its rules with it: " + target.name() + " is another one now."));
        }
        try (var stack = opened.get()) {
            var isolation = stack.isolation();
            return Optional.of(
                    isolation == Isolation.NONE || isolation == Isolation.ARMED
                            ? Plan.to(target.name() + " is not isolated any more.")
                            : Plan.to("Release **" + target.name() + "**: the table " + IsolationRules.TABLE
                                            + " is removed, and nothing else.")
                                    .on(List.of(stack.id()))
                                    .before("isolation", isolation)
                                    .parameter(RELEASE, true)
                                    .warning("The attacker can reach it again, unless the way in is closed."));
        }
    }

    /** The longest time until the host takes rules back, and what it may be late. */
    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(5);
    }
}
