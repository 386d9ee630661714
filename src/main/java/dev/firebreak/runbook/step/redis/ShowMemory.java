package dev.firebreak.runbook.step.redis;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.redis.server.KeySample;
import dev.firebreak.runbook.step.redis.server.RedisInfo;
import dev.firebreak.runbook.step.redis.server.RedisServer;
import dev.firebreak.runbook.step.redis.server.RedisServers;
import dev.firebreak.text.ByteText;
import dev.firebreak.text.MarkdownTable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Shows what fills the memory of a Redis server, and whether there is room again. */
@RunbookStep(
        topic = "redis.show-memory",
        title = "Show memory",
        description = "Shows how full the server's memory is, what it evicts, and which keys take most."
                + " Sets memoryUsedPercent, memoryRecovered and evictionPolicy.",
        effect = READ)
class ShowMemory implements RunbookReading<ShowMemory.Order> {

    static final ProcessVariable<Long> MEMORY_USED_PERCENT = ProcessVariable.number("memoryUsedPercent");
    static final ProcessVariable<Boolean> MEMORY_RECOVERED = ProcessVariable.flag("memoryRecovered");
    static final ProcessVariable<String> EVICTION_POLICY = ProcessVariable.text("evictionPolicy");

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int ROWS = 9_000;
    private static final int PREFIXES = 20;

    private final RedisServers servers;

    ShowMemory(RedisServers servers) {
        this.servers = servers;
    }

    record Order(
            @ParameterDescription("The memory counts as recovered if less than this percentage of it is used.")
            @Min(1)
            @Max(100)
            @DefaultValue("90")
            int recoveredBelowPercent,

            @ParameterDescription("How many keys to look at, to find the largest ones.")
            @Min(0)
            @Max(1_000_000)
            @DefaultValue("20000")
            int keys,

            @ParameterDescription("How long to look again while it is full and keys with an end are left.")
            @DurationMin
            @DurationMax(minutes = 5)
            @DefaultValue("PT0S")
            Duration within) {}

    /** Without an answer of the server, its memory does not count as recovered. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(MEMORY_RECOVERED.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        try (var server = servers.open(target)) {
            var info = settled(server, order);
            var sample = server.sample(order.keys());
            return Finding.of(summary(target, info))
                    .withDetails(details(info, sample))
                    .with(MEMORY_USED_PERCENT, info.usedPercent())
                    .with(MEMORY_RECOVERED, info.usedPercent() < order.recoveredBelowPercent())
                    .with(EVICTION_POLICY, info.evictionPolicy());
        }
    }

    /** Memory comes back only when keys have ended. */
    private static RedisInfo settled(RedisServer server, Order order) throws InterruptedException {
        var end = System.nanoTime() + order.within().toNanos();
        var info = server.info();
        while (info.usedPercent() >= order.recoveredBelowPercent()
                && info.keys().ending() > 0
                && System.nanoTime() < end) {
            Thread.sleep(AGAIN.toMillis());
            info = server.info();
        }
        return info;
    }

    /** More than the longest wait. */
    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(7);
    }

    private static String summary(Target target, RedisInfo info) {
        return target.name() + ": " + info.usedPercent() + " % of "
                + (info.maxMemory() > 0 ? "maxmemory" : "the machine's memory, since maxmemory is not set,")
                + " used (" + ByteText.of(info.usedMemory()) + " of " + ByteText.of(info.memoryLimit()) + "); policy "
                + info.evictionPolicy() + "; "
                + info.number("evicted_keys") + " keys evicted since the start";
    }

    private static String details(RedisInfo info, KeySample sample) {
        var keys = info.keys();
        var text = "Redis " + info.text("redis_version") + ", " + (info.isReplica() ? "a replica" : "no replica") + ", "
                + info.number("connected_clients") + " clients. " + keys.all() + " keys, " + keys.ending()
                + " of them with an end. Fragmentation " + info.text("mem_fragmentation_ratio") + ", peak "
                + ByteText.of(info.number("used_memory_peak")) + ", clients' buffers "
                + ByteText.of(info.number("mem_clients_normal")) + ", scripts "
                + ByteText.of(info.number("used_memory_scripts")) + ".\n\n";
        text += (sample.complete() ? "All " : "A sample of ") + sample.keys() + " keys by prefix:\n\n"
                + MarkdownTable.heading("Prefix", "Keys", "Without an end", "Memory")
                + MarkdownTable.fitting(
                        sample.prefixes().stream()
                                .limit(PREFIXES)
                                .map(prefix -> MarkdownTable.row(
                                        prefix.name().isEmpty() ? "(none)" : prefix.name(),
                                        prefix.keys(),
                                        prefix.lasting(),
                                        ByteText.of(prefix.bytes())))
                                .toList(),
                        ROWS);
        return text + "\nThe biggest keys:\n\n" + MarkdownTable.heading("Key", "Memory")
                + MarkdownTable.fitting(
                        sample.biggest().stream()
                                .map(key -> MarkdownTable.row(key.name(), ByteText.of(key.bytes())))
                                .toList(),
                        ROWS);
    }
}
