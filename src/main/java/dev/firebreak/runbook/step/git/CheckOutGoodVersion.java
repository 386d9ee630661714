package dev.firebreak.runbook.step.git;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks out the last version that people recorded as good by a tag: never "the commit before", which a second run
 * would leave behind, too. Changes that no commit holds stop it.
 */
@RunbookStep(
        topic = "git.check-out-good-version",
        title = "Check out good version",
        description = "Checks out the newest version before the present one that a tag records as good"
                + " (settings.goodTags) in settings.repository of the target. Stops where files have changes that no"
                + " commit holds, and where a local file is in the way.",
        effect = DISRUPTIVE)
class CheckOutGoodVersion implements RunbookDelegate<CheckOutGoodVersion.Order> {

    private static final String FROM = "from";
    private static final String BRANCH = "branch";
    private static final String TO = "to";
    private static final String TO_BRANCH = "toBranch";
    private static final int SHOWN = 300;
    private static final int SHORT = 10;

    private final Hosts hosts;

    CheckOutGoodVersion(Hosts hosts) {
        this.hosts = hosts;
    }

    record Order() {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        if (WorkingTree.path(target).isEmpty()) {
            return Plan.impossible("settings.repository of " + target.name()
                    + " must be the folder of a git repository, such as /opt/gitops-auditor. Nothing is rolled back.");
        }
        try (var host = hosts.open(target)) {
            return plan(target, new WorkingTree(host, target));
        }
    }

    private static Plan plan(Target target, WorkingTree repository) throws InterruptedException {
        var head = repository.head();
        if (repository.isGood(head)) {
            return Plan.to("The version of " + target.name() + " is recorded as good: nothing is rolled back.");
        }
        var changed = repository.changedFiles();
        if (!changed.isEmpty()) {
            return Plan.impossible("Files of " + WorkingTree.path(target) + " on " + target.name()
                    + " have changes that no commit holds: "
                    + changed.stream()
                            .map(file -> Text.shown(file, 100))
                            .limit(10)
                            .collect(Collectors.joining(", "))
                    + ". Commit or take back these, then try again.");
        }
        var good = repository.goodBefore(head);
        return good.isEmpty()
                ? Plan.impossible("No version of " + target.name() + " before the present one is recorded as good."
                        + " Record one by a tag that begins with " + repository.goodTags() + ".")
                : plan(target, repository, head, good.get());
    }

    private static Plan plan(Target target, WorkingTree repository, String head, WorkingTree.Version good)
            throws InterruptedException {
        var left = repository.commitsSince(good.commit()).stream()
                .map(line -> "- " + Markdown.line(Text.shown(line, 120)))
                .limit(15)
                .collect(Collectors.joining("\n"));
        return Plan.to("Check out **" + Markdown.line(good.tag()) + "** (" + shown(good.commit()) + ") in "
                        + WorkingTree.path(target) + " on " + target.name() + ", now " + shown(head)
                        + ". These commits are left out:\n\n" + left + "\n")
                .on(List.of(WorkingTree.path(target) + "@" + head))
                .parameter(FROM, head)
                .parameter(BRANCH, repository.branch())
                .parameter(TO, good.commit())
                .parameter(TO_BRANCH, "")
                .warning("The service runs it after its next start. The branch stays where it is.");
    }

    private static String shown(String commit) {
        return commit.substring(0, SHORT);
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        var wanted = plan.parameters().get(TO);
        try (var host = hosts.open(target)) {
            var repository = new WorkingTree(host, target);
            if (!repository.head().equals(plan.parameters().get(FROM))) {
                return Finding.failed(
                        target.name() + ": another version than planned is checked out, nothing was changed");
            }
            var answer = repository.checkOut(plan.parameters().get(TO_BRANCH), wanted);
            return answer.succeeded()
                    ? Finding.of(target.name() + ": version " + shown(wanted) + " is checked out")
                    : refused(target, wanted, answer);
        }
    }

    private static Finding refused(Target target, String wanted, CommandResult answer) {
        var files = WorkingTree.inTheWay(answer);
        if (files.isEmpty()) {
            return Finding.failed(target.name() + ": git did not check out " + shown(wanted) + ", "
                    + Text.preview(answer.failure(), SHOWN));
        }
        var more = files.size() > 1 ? " and " + (files.size() - 1) + " more" : "";
        return Finding.failed(target.name() + ": " + Text.shown(files.get(0), 120) + more
                        + " would be lost, so git did not check out " + shown(wanted)
                        + " and changed nothing. Move what is in the way, then try again.")
                .withDetails(files.stream()
                        .map(file -> "- " + Markdown.line(Text.shown(file, 300)))
                        .limit(50)
                        .collect(Collectors.joining("\n", "In the way:\n\n", "\n")));
    }

    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        var proof = verify(intent.plan(), target);
        try (var host = hosts.open(target)) {
            var unchanged = new WorkingTree(host, target)
                    .head()
                    .equals(intent.plan().parameters().get(FROM));
            return proof.isDone() || unchanged ? proof : Proof.cannotTell(proof.seen());
        }
    }

    /** The commit, and that all its files are there: an interrupted checkout leaves changes. */
    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        try (var host = hosts.open(target)) {
            var repository = new WorkingTree(host, target);
            var head = repository.head();
            var changed = repository.changedFiles();
            var seen = "version " + shown(head) + " is checked out"
                    + (changed.isEmpty() ? "" : ", " + changed.size() + " files differ from it");
            return head.equals(plan.parameters().get(TO)) && changed.isEmpty() ? Proof.done(seen) : Proof.notDone(seen);
        }
    }

    /** Back to the branch if it is still at that commit, otherwise to the commit. */
    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) throws InterruptedException {
        var from = done.plan().parameters().get(FROM);
        var branch = done.plan().parameters().get(BRANCH);
        try (var host = hosts.open(target)) {
            var repository = new WorkingTree(host, target);
            var head = repository.head();
            if (head.equals(from)) {
                return Optional.of(Plan.to("Version " + shown(from) + " of " + target.name() + " is checked out."));
            }
            if (!head.equals(done.plan().parameters().get(TO))) {
                return Optional.of(Plan.impossible("Another version than that of this incident is checked out on "
                        + target.name() + ": " + shown(head) + "."));
            }
            var back = !branch.isEmpty() && repository.commitOf(branch).equals(from) ? branch : "";
            return Optional.of(Plan.to("Check out " + (back.isEmpty() ? shown(from) : "**" + Markdown.line(back) + "**")
                            + " on " + target.name() + " again, as before.")
                    .on(List.of(WorkingTree.path(target) + "@" + head))
                    .parameter(FROM, head)
                    .parameter(TO, from)
                    .parameter(TO_BRANCH, back));
        }
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(2);
    }
}
