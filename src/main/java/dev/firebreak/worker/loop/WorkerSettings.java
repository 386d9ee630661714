package dev.firebreak.worker.loop;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node works through external tasks.
 *
 * @param enabled whether threads are started at all; stories that run tasks by hand switch it off
 * @param urgentThreads for pages only, so that slow steps never hold one up
 * @param otherThreads for everything else
 * @param pollEvery how often to look without having been woken: after a restart, for retries set by hand in Cockpit
 * @param lockFor how long a task stays ours after we fall silent
 * @param extendEvery how often the lock is renewed while the work runs
 * @param finishWithin how long a shutdown waits for running work
 */
@ConfigurationProperties("firebreak.worker")
record WorkerSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("4") int urgentThreads,
        @DefaultValue("8") int otherThreads,
        @DefaultValue("2s") Duration pollEvery,
        @DefaultValue("30s") Duration lockFor,
        @DefaultValue("10s") Duration extendEvery,
        @DefaultValue("20s") Duration finishWithin) {}
