package dev.firebreak.runbook.step.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.host.LabHost;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real git repository on a real host: one version that is recorded as good, and a later one. */
@Tag("A091")
@Lab(
        value = {LabHost.PORT, LabHost.KEY, LabHost.LOGIN, LabHost.CONTAINER},
        alone = LabHost.PORT)
class GoodVersionLabTests {

    private static final CheckOutGoodVersion.Order ORDER = new CheckOutGoodVersion.Order();

    private final Target target = LabHost.target(Map.of("repository", "/opt/gitops-auditor"));

    @AfterEach
    void mend() throws Exception {
        inRepository("rm -f .git/hooks/post-checkout; git checkout -q --force main; git tag -d good-2 2>/dev/null;"
                + " git branch -q -D tracked 2>/dev/null;"
                + " git reset -q --hard $(git rev-list --max-count=1 --grep='^two$' main);"
                + " rm -f secret.cfg; true");
    }

    @Test
    void theGoodVersionIsCheckedOut_noHookRuns_andTheUndoIsExact() throws Exception {
        inRepository("printf '#!/bin/sh\\ntouch /tmp/hook-ran\\n' >.git/hooks/post-checkout;"
                + " chmod +x .git/hooks/post-checkout");
        var before = inRepository("cat .git/HEAD; git rev-parse HEAD; git status --porcelain; cat version");
        var step = new CheckOutGoodVersion(LabHost.hosts());
        var plan = step.plan(ORDER, target);
        assertThat(plan.summary()).contains("Check out **good-1**", "lab", "two");
        var intent = new Intent(plan, plan.stateBefore(), Instant.EPOCH, true);
        assertThat(step.probe(intent, target).verdict()).isEqualTo(Verdict.NOT_DONE);

        assertThat(step.execute(plan, target).succeeded()).isTrue();

        assertThat(step.verify(plan, target).isDone()).isTrue();
        assertThat(inRepository("cat version; test ! -e /tmp/hook-ran && echo none"))
                .isEqualTo("one\nnone\n");
        assertThat(step.plan(ORDER, target).isNothing())
                .as("no second step back")
                .isTrue();

        var done = new CompletedStep(Plan.fromJson(plan.json()), plan.stateBefore(), Instant.EPOCH);
        var undo = step.planUndo(done, target).orElseThrow();
        assertThat(step.execute(undo, target).succeeded()).isTrue();
        assertThat(inRepository("cat .git/HEAD; git rev-parse HEAD; git status --porcelain; cat version"))
                .isEqualTo(before);
    }

    @Test
    void aFileThatIsIgnoredNowStays_onTheWayThereAndBack() throws Exception {
        inRepository("echo tracked >secret.cfg; git add secret.cfg; git commit -q -m tracked; git tag good-2;"
                + " git rm -q --cached secret.cfg; echo secret.cfg >.gitignore; git add .gitignore;"
                + " git commit -q -m untracked; echo local >secret.cfg");
        var step = new CheckOutGoodVersion(LabHost.hosts());
        var plan = step.plan(ORDER, target);

        var refused = step.execute(plan, target);

        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.summary()).contains("secret.cfg would be lost", "changed nothing");
        assertThat(inRepository("git symbolic-ref --short HEAD; git status --porcelain; cat secret.cfg"))
                .isEqualTo("main\nlocal\n");

        inRepository("git branch tracked good-2");
        var back = Plan.to("Back to a branch")
                .parameter("from", inRepository("git rev-parse HEAD").strip())
                .parameter("to", inRepository("git rev-parse tracked").strip())
                .parameter("toBranch", "tracked");
        assertThat(step.execute(back, target).summary()).contains("secret.cfg would be lost");
        assertThat(inRepository("git symbolic-ref --short HEAD; git status --porcelain; cat secret.cfg"))
                .isEqualTo("main\nlocal\n");
    }

    @Test
    void localWorkStopsTheRollback() throws Exception {
        inRepository("echo local >version");

        assertThat(new CheckOutGoodVersion(LabHost.hosts()).plan(ORDER, target).obstacle())
                .contains("changes that no commit holds: version");
    }

    @Test
    void aVersionThatIsRecordedAsGoodStays() throws Exception {
        inRepository("git tag good-2");

        assertThat(new CheckOutGoodVersion(LabHost.hosts()).plan(ORDER, target).isNothing())
                .isTrue();
    }

    private static String inRepository(String script) throws Exception {
        return LabHost.inside(
                "cd /opt/gitops-auditor && su firebreak -s /bin/sh -c '" + script.replace("'", "'\\''") + "'");
    }
}
