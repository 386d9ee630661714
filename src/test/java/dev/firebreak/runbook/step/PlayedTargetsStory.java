package dev.firebreak.runbook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.LiveTargets;
import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.DestructiveTestStep;
import dev.firebreak.runbook.run.LeverTestStep;
import dev.firebreak.runbook.step.check.FakeAddresses;
import dev.firebreak.runbook.step.check.FakeContainerStates;
import dev.firebreak.runbook.step.docker.image.FakeImages;
import dev.firebreak.runbook.step.docker.usage.FakeUsage;
import dev.firebreak.runbook.step.firewall.FakeNamespaces;
import dev.firebreak.runbook.step.forensics.FakeTraces;
import dev.firebreak.runbook.step.gitea.FakeGitProcesses;
import dev.firebreak.runbook.step.host.FakeHosts;
import dev.firebreak.runbook.step.mariadb.FakeMariaDb;
import dev.firebreak.runbook.step.postgres.PoolExhaustedStoryTests;
import dev.firebreak.runbook.step.postgres.integrity.FakeBaseBackups;
import dev.firebreak.runbook.step.postgres.integrity.FakeIntegrity;
import dev.firebreak.runbook.step.postgres.replication.FakeReplica;
import dev.firebreak.runbook.step.redis.FakeRedis;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Stories of runbooks whose targets are live and played. They share one context, so a new story costs no start. */
@StoryTest
@Import({
    PoolExhaustedStoryTests.Server.class,
    FakeMariaDb.class,
    FakeRedis.class,
    FakeReplica.class,
    FakeIntegrity.class,
    FakeBaseBackups.class,
    FakeContainers.class,
    FakeContainerStates.class,
    FakeAddresses.class,
    FakeHosts.class,
    FakeImages.class,
    FakeUsage.class,
    FakeGitProcesses.class,
    FakeNamespaces.class,
    FakeTraces.class,
    LeverTestStep.class,
    DestructiveTestStep.class
})
public abstract class PlayedTargetsStory {

    @DynamicPropertySource
    static void targetsAreLive(DynamicPropertyRegistry settings) {
        LiveTargets.of(settings);
    }

    @Autowired
    protected World world;

    @Autowired
    private Accounts accounts;

    @BeforeEach
    void carlaIsACommander() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
    }

    /** An incident about this trouble that carla commands, when the response began. */
    protected IncidentId respondedTo(String service, String symptom) {
        var incident = world.raise(service, symptom, Map.of("alertSeverity", "high", "usersAffected", "many"));
        world.untilNothingMoves();
        responded(incident);
        return incident;
    }

    protected void responded(IncidentId incident) {
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var proposed = world.variable(incident, "triage", "severity");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", proposed));
    }

    /** Carla approves the step that waits, which has to be this one. */
    protected void approves(IncidentId incident, String step) {
        assertThat(world.variable(incident, "run-step", "step")).isEqualTo(step);
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "true"));
    }
}
