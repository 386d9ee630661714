package dev.firebreak.runbook.step.gitea;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.TimeText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Ends git processes that only read and have run for a long time: clones, archives and blames, often requested by
 * crawlers. What writes stays, and so does what such a process has started, because a repository could be left half
 * changed. While a push runs, what may check it stays as well, whoever started it.
 */
@RunbookStep(
        topic = "gitea.end-git-processes",
        title = "End git processes",
        description = "Ends git processes of the target's Gitea that only read and have run for long, such as"
                + " upload-pack and archive. A push, a garbage collection and a mirror stay.",
        effect = DISRUPTIVE)
class EndGitProcesses implements RunbookDelegate<EndGitProcesses.Order> {

    /** Commands that change nothing in a repository. */
    private static final Set<String> READING = Set.of(
            "archive",
            "blame",
            "cat-file",
            "diff",
            "diff-tree",
            "for-each-ref",
            "grep",
            "log",
            "ls-tree",
            "pack-objects",
            "rev-list",
            "shortlog",
            "show",
            "upload-archive",
            "upload-pack");

    /** What Gitea's server itself starts to check a push: ended, the push is refused. */
    private static final Set<String> CHECKING_PUSH = Set.of("cat-file", "diff", "diff-tree", "rev-list");

    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final String CONTAINER = "container";

    private final Containers containers;
    private final GitProcesses git;

    EndGitProcesses(Containers containers, GitProcesses git) {
        this.containers = containers;
        this.git = git;
    }

    record Order(
            @ParameterDescription("For how long the process has run.")
            @NotNull
            @DurationMin(seconds = 10)
            @DurationMax(days = 7)
            @DefaultValue("PT2M")
            Duration olderThan,

            @ParameterDescription("How many at most, the oldest first.") @Min(1) @Max(100) @DefaultValue("20")
            int most) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var name = ContainerName.of(target);
        var container = containers.named(name.value()).filter(Container::isRunning);
        if (container.isEmpty()) {
            return Plan.impossible(name + " does not run, so it has no git process.");
        }
        var look = git.look(container.get().id());
        return look.trouble().isEmpty()
                ? plan(order, container.get(), look.running())
                : Plan.impossible(look.trouble());
    }

    private static Plan plan(Order order, Container container, List<GitProcess> running) {
        var byPid = running.stream().collect(Collectors.toMap(GitProcess::pid, Function.identity(), (a, b) -> a));
        var pushed = running.stream().anyMatch(process -> process.command().equals("receive-pack"));
        var old = running.stream()
                .filter(process -> process.age().compareTo(order.olderThan()) >= 0)
                .filter(process -> onlyReads(process, byPid))
                .filter(process -> !pushed || !CHECKING_PUSH.contains(process.command()))
                .sorted(Comparator.comparing(GitProcess::age).reversed())
                .limit(order.most())
                .toList();
        if (old.isEmpty()) {
            return Plan.to("None of the " + running.size() + " git processes of " + container.name()
                    + " only reads and has run for " + TimeText.of(order.olderThan()) + ".");
        }
        return Plan.to("End **" + old.size() + " of " + running.size() + " git processes** of " + container.name()
                        + " that only read.\n\n" + MarkdownTable.heading("Process", "Command", "Runs for")
                        + MarkdownTable.fitting(
                                old.stream().map(EndGitProcesses::row).toList(), Plan.TABLE))
                .on(old.stream().map(GitProcess::id).toList())
                .parameter(CONTAINER, container.id())
                .warning("A clone or a download that waits for one of them fails and has to be tried again.");
    }

    private static String row(GitProcess process) {
        return MarkdownTable.row(process.pid(), "git " + process.command(), TimeText.of(process.age()));
    }

    /** Neither it nor a git process that started it writes: a garbage collection reads by children. */
    private static boolean onlyReads(GitProcess process, Map<Long, GitProcess> byPid) {
        var seen = new HashSet<Long>();
        for (var it = process; it != null && seen.add(it.pid()); it = byPid.get(it.parent())) {
            if (!READING.contains(it.command())) {
                return false;
            }
        }
        return true;
    }

    /** Processes that ended don't void an approval. */
    @Override
    public Optional<String> changed(Plan approved, Plan now) {
        return approved.sharesResourcesWith(now)
                ? Optional.empty()
                : Optional.of("none of the approved processes runs any more");
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        var left = left(plan);
        if (!left.trouble().isEmpty()) {
            return Finding.failed(left.trouble());
        }
        git.end(plan.parameters().get(CONTAINER), left.running());
        return Finding.of("asked " + left.running().size() + " of "
                + plan.resources().size() + " git processes of " + target.name() + " to end"
                + (left.running().size() < plan.resources().size() ? "; the others had ended" : ""));
    }

    /** Those of the plan that still run. */
    private GitProcesses.Look left(Plan plan) throws InterruptedException {
        var look = git.look(plan.parameters().get(CONTAINER));
        var approved = Set.copyOf(plan.resources());
        return new GitProcesses.Look(
                look.running().stream()
                        .filter(process -> approved.contains(process.id()))
                        .toList(),
                look.trouble());
    }

    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        return proof(intent.plan(), left(intent.plan()));
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        var end = System.nanoTime() + ENDING.toNanos();
        var left = left(plan);
        while (!left.running().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(250);
            left = left(plan);
        }
        return proof(plan, left);
    }

    private static Proof proof(Plan plan, GitProcesses.Look left) {
        if (!left.trouble().isEmpty()) {
            return Proof.cannotTell(left.trouble());
        }
        var seen = (plan.resources().size() - left.running().size()) + " of "
                + plan.resources().size() + " git processes have ended";
        return left.running().isEmpty() ? Proof.done(seen) : Proof.notDone(seen);
    }
}
