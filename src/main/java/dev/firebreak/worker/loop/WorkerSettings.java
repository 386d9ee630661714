package dev.firebreak.worker.loop;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the external task worker of this node.
 *
 * @param enabled whether the worker starts its threads; tests that run tasks one by one switch it off
 * @param urgentThreads threads for pages only, so that slow steps never delay a page
 * @param otherThreads threads for all other tasks
 * @param pollEvery how often to poll without a signal: after a restart, and for retries that were set in Cockpit
 * @param lockFor how long a task stays locked without renewal
 * @param extendEvery how often the lock is renewed while the handler runs
 * @param finishWithin how long a shutdown waits for running handlers
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
