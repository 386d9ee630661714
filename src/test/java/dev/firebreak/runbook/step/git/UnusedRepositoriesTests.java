package dev.firebreak.runbook.step.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.step.host.FakeHosts;
import dev.firebreak.runbook.step.host.FakeStorage.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which repositories stay, at planning and between the approval and their turn. */
@Tag("A093")
class UnusedRepositoriesTests {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final String FOLDER = "/var/lib/gitops-auditor/repos";
    private static final String BASE = FOLDER + "/base.git/objects";

    private final FakeHosts host = new FakeHosts();
    private final DeleteUnusedRepositories step = new DeleteUnusedRepositories(host, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Target target =
            new Target("auditor-host", "host", "tier-2", true, false, Map.of("repositories", FOLDER), Map.of());

    @BeforeEach
    void twoAreUnused() {
        repository("base.git", 90, "https://git.example.test/base.git");
        repository("other.git", 80, "git@git.example.test:other.git");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, "# a comment\n../../base.git/objects", "/var/lib/gitops-auditor/repos/base.git"})
    void aRepositoryThatAnotherBorrowsObjectsFromStays(String alternates) throws Exception {
        repository("fork.git", 90, "");
        host.storage.alternates.put("fork.git", alternates + "\n");

        var plan = plan();

        assertThat(plan.resources()).singleElement().asString().startsWith(FOLDER + "/other.git ");
        assertThat(plan.summary()).contains("1 without an origin elsewhere", "1 that others borrow objects from");
    }

    @Test
    void aRepositoryThatAnotherBorrowsObjectsFromSinceTheApprovalStays() throws Exception {
        var plan = plan();
        repository("fork.git", 0, "");
        host.storage.alternates.put("fork.git", BASE + "\n");

        var found = step.execute(plan, target);

        assertThat(host.storage.repositories).containsOnlyKeys("base.git", "fork.git");
        assertThat(found.summary()).contains("1 of 2 repositories deleted");
        assertThat(step.verify(plan, target).isDone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/in-a-container/base.git/objects", "\"/quoted\\tbase.git/objects\""})
    void wherePathsOfBorrowedObjectsAreNotOfThisHost_noneGoes(String alternates) throws Exception {
        repository("fork.git", 90, "");
        host.storage.alternates.put("fork.git", alternates + "\n");

        assertThat(plan().obstacle()).contains("objects/info/alternates", "can't be seen", "No such file");
    }

    @Test
    void whereBorrowedObjectsCantBeRead_noneGoes() throws Exception {
        var plan = plan();
        host.storage.alternatesAreReadable = false;

        assertThat(plan().obstacle()).contains("can't be seen", "Permission denied");
        assertThat(step.execute(plan, target).summary()).contains("0 of 2 repositories deleted", "can't be seen");
        assertThat(host.storage.repositories).hasSize(2);
        assertThat(step.verify(plan, target).isDone()).isFalse();
    }

    @Test
    void aPushWhileAnotherRepositoryIsDeletedIsNotLost() throws Exception {
        var plan = plan();
        host.storage.atDeletion = () -> repository("other.git", 0, "git@git.example.test:other.git");

        var found = step.execute(plan, target);

        assertThat(host.storage.repositories).containsOnlyKeys("other.git");
        assertThat(found.succeeded()).isTrue();
        assertThat(found.summary()).contains("1 of 2 repositories deleted");
    }

    @Test
    void whatFailsOnTheWaySaysHowManyWent() throws Exception {
        var plan = plan();
        host.storage.atDeletion = () -> host.storage.alternatesAreReadable = false;

        var found = step.execute(plan, target);

        assertThat(found.succeeded()).isFalse();
        assertThat(found.summary()).contains("1 of 2 repositories deleted. Which repositories");
        assertThat(host.storage.repositories).containsOnlyKeys("other.git");
    }

    @Test
    void aFolderBehindASymbolicLinkHidesWhatIsInUse_soNoneGoes() throws Exception {
        var plan = plan();
        host.storage.realFolder = "/srv/gitops/repos/";

        assertThat(plan().obstacle()).contains("must be a real path", FOLDER + " is /srv/gitops/repos");
        assertThat(step.execute(plan, target).summary()).contains("0 of 2 repositories deleted", "real path");
        assertThat(host.storage.repositories).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/base.git", "../base.git", "file:///srv/base.git"})
    void anOriginOnThisHostMayGoToo_soItIsNone(String origin) throws Exception {
        repository("other.git", 80, origin);

        assertThat(plan().summary()).contains("**1 repositories**", "1 without an origin elsewhere");
    }

    @Test
    void thePlanSaysWhatNobodySees() throws Exception {
        assertThat(plan().warnings()).anyMatch(it -> it.contains("containers") && it.contains("bind mount"));
    }

    private Plan plan() throws InterruptedException {
        return step.plan(new DeleteUnusedRepositories.Order(Duration.ofDays(30), 20), target);
    }

    private void repository(String name, long unusedDays, String origin) {
        host.storage.repositories.put(
                name, new Repository(10_240, NOW.minus(Duration.ofDays(unusedDays)), origin, false));
    }
}
