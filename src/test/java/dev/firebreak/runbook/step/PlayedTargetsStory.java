package dev.firebreak.runbook.step;

import dev.firebreak.LiveTargets;
import dev.firebreak.StoryTest;
import dev.firebreak.runbook.step.host.FakeHosts;
import dev.firebreak.runbook.step.postgres.PoolExhaustedStoryTests;
import dev.firebreak.runbook.step.redis.FakeRedis;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Stories of runbooks whose targets are live and played. They share one context, so a new story costs no start. */
@StoryTest
@Import({PoolExhaustedStoryTests.Server.class, FakeRedis.class, FakeContainers.class, FakeHosts.class})
public abstract class PlayedTargetsStory {

    @DynamicPropertySource
    static void targetsAreLive(DynamicPropertyRegistry settings) {
        LiveTargets.of(settings);
    }
}
