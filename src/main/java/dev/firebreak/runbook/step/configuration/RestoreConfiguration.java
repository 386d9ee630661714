package dev.firebreak.runbook.step.configuration;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.runbook.step.host.command.RootDenied;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Puts the newest proved backup of a configuration in its place. The present one is kept beside it, so that the undo is
 * exact. Whole folders are renamed: no moment has a mixture of both.
 */
@RunbookStep(
        topic = "configuration.restore-backup",
        title = "Restore configuration",
        description =
                "Puts the newest backup in settings.configBackups whose checksums and settings.configCheck prove it"
                        + " in the place of settings.config of the target, and keeps the present configuration beside it.",
        effect = DISRUPTIVE)
class RestoreConfiguration implements RunbookDelegate<RestoreConfiguration.Order> {

    private static final String BACKUP = "backup";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String KEPT = "kept";
    private static final String UNDO = "undo";

    private final Hosts hosts;

    RestoreConfiguration(Hosts hosts) {
        this.hosts = hosts;
    }

    record Order() {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var configuration = ConfigurationSettings.of(target);
        var missing = configuration.missing(target.name());
        if (!missing.isEmpty()) {
            return Plan.impossible(missing);
        }
        try (var host = hosts.open(target)) {
            return plan(target, configuration, new HostFolders(host, target.name()));
        } catch (RootDenied e) {
            return Plan.impossible(e.getMessage());
        }
    }

    private static Plan plan(Target target, ConfigurationSettings configuration, HostFolders folders)
            throws InterruptedException {
        var now = folders.content(configuration.folder());
        if (now == null) {
            return Plan.impossible("There is no folder " + configuration.folder() + " on " + target.name()
                    + ": look for a copy that an interrupted step kept beside it.");
        }
        if (!now.isFolder()) {
            return Plan.impossible(configuration.folder() + " on " + target.name()
                    + " is no folder but, for example, a symbolic link: restore what it leads to by hand.");
        }
        var why = new ArrayList<String>();
        for (var name : folders.newestIn(configuration.backups())) {
            var backup = configuration.backups() + "/" + name;
            var content = folders.content(backup);
            var wrong = content == null ? "is gone" : wrong(configuration, folders, backup, content);
            if (wrong.isEmpty()) {
                var wanted = content.without(ConfigurationSettings.SUMS);
                var plan = plan(target, configuration, name, now, wanted, why);
                return plan.isNothing() ? plan : named(plan, configuration, folders);
            }
            why.add(name + " " + wrong);
        }
        return Plan.impossible("No backup of the configuration of " + target.name() + " is proved"
                + (why.isEmpty() ? ": there is none in " + configuration.backups() : ": " + String.join("; ", why))
                + ". The present configuration stays.");
    }

    /** Why the backup must not be used; empty if each file has its checksum and the check of the catalogue is good. */
    private static String wrong(
            ConfigurationSettings configuration, HostFolders folders, String backup, FolderContent content)
            throws InterruptedException {
        var special = content.special();
        if (special.isPresent()) {
            return "has something else than files and folders, which no checksum proves ("
                    + Text.shown(special.get(), 200) + ")";
        }
        var recorded = folders.recorded(backup + "/" + ConfigurationSettings.SUMS);
        recorded.remove(ConfigurationSettings.SUMS);
        if (recorded.isEmpty()) {
            return "has no checksums in " + ConfigurationSettings.SUMS;
        }
        if (!recorded.equals(content.without(ConfigurationSettings.SUMS).files())) {
            return "has other files than its checksums say";
        }
        var checked = configuration.check().isEmpty() ? null : folders.check(configuration.check(), backup);
        return checked == null || checked.succeeded()
                ? ""
                : "is refused by " + configuration.check() + " (" + Text.preview(checked.failure(), 200) + ")";
    }

    private static Plan plan(
            Target target,
            ConfigurationSettings configuration,
            String name,
            FolderContent now,
            FolderContent backup,
            ArrayList<String> refused) {
        if (now.equals(backup) || now.without(ConfigurationSettings.SUMS).equals(backup)) {
            return Plan.to("The configuration of " + target.name() + " is that of the backup " + name + " already.");
        }
        var before = FolderContent.fingerprint(now);
        var plan = Plan.to("Put the backup **" + name + "** in the place of " + configuration.folder() + " on "
                        + target.name() + ", and keep the present configuration beside it.\n\n"
                        + MarkdownTable.heading("File", "Change")
                        + MarkdownTable.fitting(differences(now, backup), Plan.TABLE))
                .on(List.of(configuration.folder() + "@" + before))
                .parameter(BACKUP, configuration.backups() + "/" + name)
                .parameter(BEFORE, before)
                .parameter(AFTER, FolderContent.fingerprint(backup))
                .warning("The service reads it at its next start.");
        for (var backupRefused : refused) {
            plan = plan.warning("A newer backup is not proved: " + backupRefused + ".");
        }
        return configuration.check().isEmpty()
                ? plan.warning("No program checks the configuration (settings.configCheck): only its checksums do.")
                : plan;
    }

    /** The plan with the names of the folders that it makes; impossible if a name is taken. */
    private static Plan named(Plan plan, ConfigurationSettings configuration, HostFolders folders)
            throws InterruptedException {
        var staged = configuration.staged(plan.parameters().get(AFTER));
        if (folders.exists(staged)) {
            return Plan.impossible("There is " + staged + " already, from an interrupted step or from a person:"
                    + " look at it, take that step back or remove the folder, and plan again.");
        }
        for (var copy = 1; copy <= ConfigurationSettings.COPIES; copy++) {
            var kept = configuration.kept(plan.parameters().get(BEFORE), copy);
            if (!folders.exists(kept)) {
                return plan.parameter(KEPT, kept).warning("The present configuration is kept as " + kept + ".");
            }
        }
        return Plan.impossible("The present configuration is kept " + ConfigurationSettings.COPIES
                + " times already, as " + configuration.kept(plan.parameters().get(BEFORE), 1)
                + " and others: remove those that nobody needs, and plan again.");
    }

    private static List<String> differences(FolderContent now, FolderContent backup) {
        var rows = new ArrayList<String>();
        var paths = new TreeSet<>(now.entries().keySet());
        paths.addAll(backup.entries().keySet());
        for (var path : paths) {
            var change = now.change(path, backup);
            if (!change.isEmpty()) {
                rows.add(MarkdownTable.row(path.isEmpty() ? "." : Text.shown(path, 200), change));
            }
        }
        return rows;
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        var configuration = ConfigurationSettings.of(target);
        try (var host = hosts.open(target)) {
            var folders = new HostFolders(host, target.name());
            return plan.parameters().containsKey(UNDO)
                    ? undo(plan, target, configuration, folders)
                    : restore(plan, target, configuration, folders);
        }
    }

    private static Finding restore(Plan plan, Target target, ConfigurationSettings configuration, HostFolders folders)
            throws InterruptedException {
        var before = plan.parameters().get(BEFORE);
        if (!fingerprint(folders, configuration.folder()).equals(before)) {
            return Finding.failed(
                    target.name() + ": the configuration changed since the approval, nothing was restored");
        }
        var staged = configuration.staged(plan.parameters().get(AFTER));
        var kept = plan.parameters().get(KEPT);
        if (folders.exists(staged) || folders.exists(kept)) {
            return Finding.failed(target.name() + ": " + staged + " or " + kept
                    + " came up since the approval, nothing was restored");
        }
        folders.copy(plan.parameters().get(BACKUP), staged);
        folders.remove(staged + "/" + ConfigurationSettings.SUMS);
        if (!fingerprint(folders, staged).equals(plan.parameters().get(AFTER))) {
            folders.remove(staged);
            return Finding.failed(target.name() + ": the backup changed since the approval, nothing was restored");
        }
        if (!folders.rename(configuration.folder(), kept)) {
            folders.remove(staged);
            return notRenamed(target, configuration.folder(), kept, "Nothing was restored.");
        }
        if (!folders.rename(staged, configuration.folder())) {
            return notRenamed(target, staged, configuration.folder(), "The former configuration is in " + kept + ".");
        }
        return Finding.of(target.name() + ": configuration restored from "
                + plan.parameters().get(BACKUP) + ", the former one is kept as " + kept);
    }

    private static Finding notRenamed(Target target, String from, String to, String state) {
        return Finding.failed(target.name() + ": " + from + " could not become " + to + ". " + state
                + " Look at both folders on the host, and rename by hand what has to be in its place.");
    }

    private static Finding undo(Plan plan, Target target, ConfigurationSettings configuration, HostFolders folders)
            throws InterruptedException {
        var staged = configuration.staged(plan.parameters().get(AFTER));
        var kept = plan.parameters().get(KEPT);
        if (folders.exists(kept)) {
            var now = fingerprint(folders, configuration.folder());
            if (!isOurs(now, plan)) {
                return Finding.failed(
                        target.name() + ": the configuration changed since the approval, nothing was taken"
                                + " back. The former one is in " + kept + ".");
            }
            if (!now.equals(FolderContent.ABSENT) && !folders.rename(configuration.folder(), staged)) {
                return notRenamed(
                        target, configuration.folder(), staged, "The former configuration is in " + kept + ".");
            }
            if (!folders.rename(kept, configuration.folder())) {
                return notRenamed(target, kept, configuration.folder(), "The former configuration is in " + kept + ".");
            }
        }
        if (!fingerprint(folders, configuration.folder())
                .equals(plan.parameters().get(BEFORE))) {
            return Finding.failed(target.name() + ": the configuration is not the former one. Look on the host at "
                    + configuration.folder() + ", " + kept + " and " + staged
                    + ", and put back by hand what is right.");
        }
        folders.remove(staged);
        return Finding.of(target.name() + ": the former configuration is back");
    }

    /** Whether nobody has changed the configuration since the restoration. */
    private static boolean isOurs(String now, Plan plan) {
        return List.of(
                        FolderContent.ABSENT,
                        plan.parameters().get(BEFORE),
                        plan.parameters().get(AFTER))
                .contains(now);
    }

    private static String fingerprint(HostFolders folders, String folder) throws InterruptedException {
        return FolderContent.fingerprint(folders.content(folder));
    }

    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        var plan = intent.plan();
        var configuration = ConfigurationSettings.of(target);
        try (var host = hosts.open(target)) {
            var folders = new HostFolders(host, target.name());
            var now = fingerprint(folders, configuration.folder());
            var undo = plan.parameters().containsKey(UNDO);
            var kept = plan.parameters().get(KEPT);
            var left = folders.exists(configuration.staged(plan.parameters().get(AFTER))) || folders.exists(kept);
            if (now.equals(wanted(plan)) && (!undo || !left)) {
                return Proof.done("the configuration is the wanted one");
            }
            return !undo && !left && now.equals(plan.parameters().get(BEFORE))
                    ? Proof.notDone("the configuration is as before")
                    : Proof.cannotTell(
                            "the change of the folders was interrupted; undo puts the former one back, it is in " + kept
                                    + " or in its place");
        }
    }

    private static String wanted(Plan plan) {
        return plan.parameters().get(plan.parameters().containsKey(UNDO) ? BEFORE : AFTER);
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        try (var host = hosts.open(target)) {
            var now = fingerprint(
                    new HostFolders(host, target.name()),
                    ConfigurationSettings.of(target).folder());
            return now.equals(wanted(plan))
                    ? Proof.done("each file of the configuration has the wanted SHA-256, mode and owner")
                    : Proof.notDone("the configuration has other files, links, modes or owners");
        }
    }

    /** People may have changed the restored configuration since: then they decide, and nothing is taken back. */
    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) throws InterruptedException {
        var configuration = ConfigurationSettings.of(target);
        var plan = done.plan();
        try (var host = hosts.open(target)) {
            var folders = new HostFolders(host, target.name());
            var kept = folders.content(plan.parameters().get(KEPT));
            var now = fingerprint(folders, configuration.folder());
            var left = folders.exists(configuration.staged(plan.parameters().get(AFTER)));
            if (kept == null && !left && now.equals(plan.parameters().get(BEFORE))) {
                return Optional.of(Plan.to("The configuration of " + target.name() + " is the former one already."));
            }
            var obstacle = obstacle(plan, now, FolderContent.fingerprint(kept), left);
            if (!obstacle.isEmpty()) {
                return Optional.of(Plan.impossible("The configuration of " + target.name() + " " + obstacle));
            }
            return Optional.of(Plan.to("Put the former configuration of " + target.name() + " back from "
                            + plan.parameters().get(KEPT) + ".")
                    .on(plan.resources())
                    .parameter(BEFORE, plan.parameters().get(BEFORE))
                    .parameter(AFTER, plan.parameters().get(AFTER))
                    .parameter(KEPT, plan.parameters().get(KEPT))
                    .parameter(UNDO, true));
        }
    }

    /** Why the folders are not those that the step, or an interrupted undo, has left; empty if they are. */
    private static String obstacle(Plan plan, String now, String kept, boolean left) {
        var former = plan.parameters().get(KEPT);
        var before = plan.parameters().get(BEFORE);
        if (!isOurs(now, plan)) {
            return "was changed since it was restored. The former one is in " + former + ".";
        }
        if (kept.equals(FolderContent.ABSENT)) {
            return now.equals(before) ? "" : "can't be taken back: there is no " + former + " any more.";
        }
        if (!kept.equals(before)) {
            return "can't be taken back: " + former + " was changed since. Put back by hand what is right of it.";
        }
        return left && !now.equals(FolderContent.ABSENT)
                ? "is in its place, and there is also a prepared one beside it. Look at the folders, and remove the"
                        + " one whose name has .firebreak-new-."
                : "";
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(2);
    }
}
