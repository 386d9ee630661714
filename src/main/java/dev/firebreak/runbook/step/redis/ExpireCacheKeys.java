package dev.firebreak.runbook.step.redis;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Gives the keys of one cache an end, so that their memory comes back. Only prefixes that the catalogue lists as caches
 * of the target ({@code settings.caches}) can be named: everything else on the server stays.
 */
@RunbookStep(
        topic = "redis.expire-cache-keys",
        title = "Expire cache keys",
        description =
                "Lets the keys of one cache end soon. Only a prefix that the catalogue lists in settings.caches of"
                        + " the target is accepted. No other key changes.",
        effect = DISRUPTIVE)
class ExpireCacheKeys implements RunbookDelegate<ExpireCacheKeys.Order> {

    private static final String PREFIX = "prefix";
    private static final String AFTER = "after";
    private static final String CACHE = "[A-Za-z0-9_.-]{1,60}(:[A-Za-z0-9_.-]{1,60}){0,4}:";

    private final RedisServers servers;

    ExpireCacheKeys(RedisServers servers) {
        this.servers = servers;
    }

    record Order(
            @ParameterDescription(
                    "What the keys begin with, such as cache: (with the colon). Empty means the first cache of the target.")
            @NotNull
            @Pattern(regexp = "|" + CACHE, message = "must be letters, digits, _ . - and colons, and end with a colon")
            @DefaultValue("")
            String prefix,

            @ParameterDescription("After this time the keys are gone, unless they end earlier.")
            @NotNull
            @DurationMin(seconds = 1)
            @DurationMax(days = 7)
            @DefaultValue("PT1M")
            Duration after) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var caches = caches(target);
        if (caches.isEmpty()) {
            return Plan.impossible("The catalogue lists no cache of " + target.name()
                    + ": no key is touched. Name caches in settings.caches of the target, such as cache:,pages:");
        }
        var prefix = order.prefix().isEmpty() ? caches.get(0) : order.prefix();
        return caches.contains(prefix)
                ? plan(prefix, order.after(), target)
                : Plan.impossible("The catalogue does not list " + prefix + " as a cache of " + target.name()
                        + ": add it to settings.caches of the target, if its keys can be lost.");
    }

    private Plan plan(String prefix, Duration after, Target target) throws InterruptedException {
        try (var server = servers.open(target)) {
            var now = server.info();
            if (now.isReplica()) {
                return Plan.impossible(target.name() + " is a replica: its keys change on its primary only.");
            }
            var keys = server.count(prefix, after);
            if (keys.lasting() == 0 && keys.complete()) {
                return Plan.to("No key of " + target.name() + " that begins with " + prefix + " lasts longer than "
                        + after.toSeconds() + " s.");
            }
            return Plan.to("Let **" + atLeast(keys.complete()) + keys.lasting() + " keys** of " + target.name()
                            + " that begin with **" + prefix + "** end after "
                            + after.toSeconds() + " s (of " + keys.keys() + " with this prefix, and "
                            + now.keys().all() + " in all).")
                    .on(List.of(now.id(prefix)))
                    .before("keys", keys.keys())
                    .before("lasting", keys.lasting())
                    .parameter(PREFIX, prefix)
                    .parameter(AFTER, after)
                    .warning("What is in the cache is lost; the application has more work until it is filled again.");
        }
    }

    private static String atLeast(boolean complete) {
        return complete ? "" : "at least ";
    }

    private static List<String> caches(Target target) {
        return Arrays.stream(target.settings().getOrDefault("caches", "").split(","))
                .map(String::trim)
                .filter(cache -> cache.matches(CACHE))
                .toList();
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        try (var server = servers.open(target)) {
            if (!isSameStart(plan, server.info())) {
                return Finding.failed(target.name() + " was restarted since this was planned: nothing was changed");
            }
            var prefix = plan.parameters().get(PREFIX);
            var changed = server.expire(prefix, after(plan));
            return Finding.of(target.name() + ": " + changed + " keys that begin with " + prefix + " end within "
                    + after(plan).toSeconds() + " s");
        }
    }

    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        return check(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        return check(plan, target);
    }

    /** Some keys that the application wrote meanwhile don't matter; most of what was planned has to end. */
    private Proof check(Plan plan, Target target) throws InterruptedException {
        try (var server = servers.open(target)) {
            var lasting =
                    server.count(plan.parameters().get(PREFIX), after(plan)).lasting();
            var before = Long.parseLong(plan.stateBefore().get("lasting"));
            var seen = lasting + " keys that begin with " + plan.parameters().get(PREFIX)
                    + " last longer, before it were " + before;
            return lasting <= before / 10 ? Proof.done(seen) : Proof.notDone(seen);
        }
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(5);
    }

    private static Duration after(Plan plan) {
        return Duration.parse(plan.parameters().get(AFTER));
    }

    private static boolean isSameStart(Plan plan, RedisInfo now) {
        return plan.resources().contains(now.id(plan.parameters().get(PREFIX)));
    }
}
