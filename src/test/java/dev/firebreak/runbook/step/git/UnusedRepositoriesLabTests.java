package dev.firebreak.runbook.step.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.LabHost;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real bare repositories on a real host: unused, read lately, in use, and without an origin. */
@Tag("A093")
@Lab(
        value = {LabHost.PORT, LabHost.KEY, LabHost.LOGIN, LabHost.CONTAINER},
        alone = LabHost.PORT)
class UnusedRepositoriesLabTests {

    private final Target target = LabHost.target(Map.of("repositories", "/srv/gitops/repos"));

    @AfterEach
    void mend() throws Exception {
        LabHost.inside("pkill -x sleep; rm -rf /srv/gitops/repos /tmp/linked-gitops");
    }

    @Test
    void onlyRepositoriesThatNobodyUsedAndThatHaveAnOriginGo_andNotWhatIsReadAfterTheApproval() throws Exception {
        LabHost.inside("""
                mkdir /srv/gitops/repos && cd /srv/gitops/repos
                for r in unused read busy alone late; do
                  git init -q --bare $r.git && git config --file $r.git/config remote.origin.url https://x:y@example.test/$r
                done
                git config --file alone.git/config --unset remote.origin.url
                find . -exec touch -d '60 days ago' {} +
                touch -a read.git/HEAD
                ln -s /opt/gitops-auditor link.git
                (cd busy.git && setsid sleep 4711 >/dev/null 2>&1 &)
                sleep 0.2
                """);
        var step = new DeleteUnusedRepositories(LabHost.hosts(), Clock.systemUTC());
        var order = new DeleteUnusedRepositories.Order(Duration.ofDays(30), 20);
        var plan = step.plan(order, target);
        assertThat(plan.resources())
                .extracting(id -> id.substring(0, id.indexOf(' ')))
                .containsExactlyInAnyOrder("/srv/gitops/repos/unused.git", "/srv/gitops/repos/late.git");
        assertThat(plan.summary()).contains("left: 1 without an origin").doesNotContain("x:y");
        assertThat(step.plan(order, target).resources()).as("a look is no use").isEqualTo(plan.resources());

        assertThat(plan.warnings()).anyMatch(it -> it.contains("bind mount"));
        LabHost.inside("touch -a /srv/gitops/repos/late.git/HEAD");
        var found = step.execute(plan, target);

        assertThat(found.summary()).contains("1 of 2 repositories deleted", "regained by df");
        assertThat(step.verify(plan, target).isDone()).isTrue();
        assertThat(LabHost.inside("ls /srv/gitops/repos; ls /opt/gitops-auditor/version"))
                .isEqualTo("alone.git\nbusy.git\nlate.git\nlink.git\nread.git\n/opt/gitops-auditor/version\n");
    }

    @Test
    void whatAnotherBorrowsObjectsFromStays_andAFolderBehindALinkIsRefused() throws Exception {
        LabHost.inside("""
                mkdir /srv/gitops/repos && cd /srv/gitops/repos
                git init -q --bare base.git && git init -q --bare free.git
                git clone -q --bare --shared base.git fork.git 2>/dev/null
                git config --file fork.git/config --remove-section remote.origin
                for r in base free; do git config --file $r.git/config remote.origin.url https://example.test/$r; done
                find . -exec touch -d '60 days ago' {} +
                ln -sfn /srv/gitops /tmp/linked-gitops
                """);
        var step = new DeleteUnusedRepositories(LabHost.hosts(), Clock.systemUTC());
        var order = new DeleteUnusedRepositories.Order(Duration.ofDays(30), 20);

        var plan = step.plan(order, target);

        assertThat(plan.resources()).singleElement().asString().startsWith("/srv/gitops/repos/free.git ");
        assertThat(plan.summary()).contains("1 without an origin elsewhere", "1 that others borrow objects from");
        assertThat(step.plan(order, target).resources()).as("a look is no use").isEqualTo(plan.resources());
        var linked = LabHost.target(Map.of("repositories", "/tmp/linked-gitops/repos"));
        assertThat(step.plan(order, linked).obstacle()).contains("real path", "is /srv/gitops/repos");
        LabHost.inside("chmod 000 /srv/gitops/repos/fork.git/objects/info/alternates");
        assertThat(step.plan(order, target).obstacle()).contains("can't be seen", "Permission denied");
        assertThat(step.execute(plan, target).summary()).contains("0 of 1 repositories deleted");
        LabHost.inside("chmod 644 /srv/gitops/repos/fork.git/objects/info/alternates");
        assertThat(step.execute(plan, target).summary()).contains("1 of 1 repositories deleted");
        assertThat(LabHost.inside("ls /srv/gitops/repos")).isEqualTo("base.git\nfork.git\n");
    }
}
