package dev.firebreak.runbook.step.redis;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.redis.server.RedisInfo;
import dev.firebreak.runbook.step.redis.server.RedisServers;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Lets a full Redis server evict keys that have an end, instead of refusing writes; undo sets the former policy. Only
 * policies {@code volatile-…} can be ordered: with {@code allkeys-…} the server would also drop keys that the
 * application meant to keep.
 */
@RunbookStep(
        topic = "redis.set-eviction-policy",
        title = "Set eviction policy",
        description = "Lets the full server drop keys that have an end, before it refuses writes. Keys without an end"
                + " stay. Undo sets the former policy; dropped keys don't come back.",
        effect = DISRUPTIVE)
class SetEvictionPolicy implements RunbookDelegate<SetEvictionPolicy.Order> {

    private static final String SETTING = "maxmemory-policy";
    private static final String POLICY = "policy";
    private static final String BEFORE = "policy before";

    private final RedisServers servers;

    SetEvictionPolicy(RedisServers servers) {
        this.servers = servers;
    }

    record Order(
            @ParameterDescription("Which keys go first: volatile-ttl, volatile-lru, volatile-lfu or volatile-random.")
            @NotNull
            @Pattern(
                    regexp = "volatile-(ttl|lru|lfu|random)",
                    message = "must be volatile-ttl, volatile-lru, volatile-lfu or volatile-random")
            @DefaultValue("volatile-ttl")
            String policy) {}

    @Override
    public Plan plan(Order order, Target target) {
        try (var server = servers.open(target)) {
            var now = server.info();
            if (now.evictionPolicy().equals(order.policy())) {
                return Plan.to("The eviction policy of " + target.name() + " is " + order.policy() + " already.");
            }
            var plan = changing(target, now, order.policy())
                    .warning("Keys that have an end are dropped early from now on, as long as the memory is full.");
            return now.keys().ending() == 0
                    ? plan.warning("No key has an end now: nothing can be dropped, and writes stay refused.")
                    : plan;
        }
    }

    private static Plan changing(Target target, RedisInfo now, String policy) {
        return Plan.to("Set maxmemory-policy of " + target.name() + " from **" + now.evictionPolicy() + "** to **"
                        + policy + "**, until the server restarts. "
                        + now.keys().ending() + " of "
                        + now.keys().all() + " keys have an end.")
                .on(List.of(now.id(SETTING)))
                .parameter(POLICY, policy)
                .before(BEFORE, now.evictionPolicy());
    }

    @Override
    public Finding execute(Plan plan, Target target) {
        try (var server = servers.open(target)) {
            if (!isSameStart(plan, server.info())) {
                return Finding.failed(target.name() + " was restarted since this was planned: nothing was changed");
            }
            var policy = plan.parameters().get(POLICY);
            server.setEvictionPolicy(policy);
            return Finding.of(target.name() + ": maxmemory-policy is " + policy + ", before "
                    + plan.stateBefore().get(BEFORE));
        }
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return check(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return check(plan, target);
    }

    private Proof check(Plan plan, Target target) {
        try (var server = servers.open(target)) {
            var now = server.info();
            if (!isSameStart(plan, now)) {
                return Proof.notDone(target.name() + " was restarted and has its own policy: " + now.evictionPolicy());
            }
            var seen = "maxmemory-policy is " + now.evictionPolicy();
            return now.evictionPolicy().equals(plan.parameters().get(POLICY)) ? Proof.done(seen) : Proof.notDone(seen);
        }
    }

    /** After a restart, the server has the policy of its file again. */
    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) {
        try (var server = servers.open(target)) {
            var now = server.info();
            var ours = done.plan().parameters().get(POLICY);
            var before = done.stateBefore().get(BEFORE);
            if (!isSameStart(done.plan(), now)) {
                return Optional.of(Plan.to(target.name() + " was restarted and has the policy of its file again: "
                        + now.evictionPolicy() + "."));
            }
            if (now.evictionPolicy().equals(before)) {
                return Optional.of(Plan.to("The eviction policy of " + target.name() + " is " + before + " already."));
            }
            return Optional.of(
                    now.evictionPolicy().equals(ours)
                            ? changing(target, now, before)
                            : Plan.impossible("maxmemory-policy of " + target.name() + " is " + now.evictionPolicy()
                                    + ", not " + ours + " as this step set it: another person changed it, so it stays"
                                    + " as it is."));
        }
    }

    private static boolean isSameStart(Plan plan, RedisInfo now) {
        return plan.resources().contains(now.id(SETTING));
    }
}
