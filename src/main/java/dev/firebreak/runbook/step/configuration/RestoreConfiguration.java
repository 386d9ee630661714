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
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
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
    private static final String UNDO = "undo";
    private static final int TABLE = 1_800;

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
        var why = new ArrayList<String>();
        for (var name : folders.newestIn(configuration.backups())) {
            var backup = configuration.backups() + "/" + name;
            var content = folders.content(backup);
            var wrong = wrong(configuration, folders, backup, content);
            if (wrong.isEmpty()) {
                return plan(target, configuration, name, now, content, why);
            }
            why.add(name + " " + wrong);
        }
        return Plan.impossible("No backup of the configuration of " + target.name() + " is proved"
                + (why.isEmpty() ? ": there is none in " + configuration.backups() : ": " + String.join("; ", why))
                + ". The present configuration stays.");
    }

    /** Why the backup must not be used; empty if each file has its checksum and the check of the catalogue is good. */
    private static String wrong(
            ConfigurationSettings configuration, HostFolders folders, String backup, SortedMap<String, String> content)
            throws InterruptedException {
        content.remove(ConfigurationSettings.SUMS);
        var recorded = folders.recorded(backup + "/" + ConfigurationSettings.SUMS);
        recorded.remove(ConfigurationSettings.SUMS);
        if (recorded.isEmpty()) {
            return "has no checksums in " + ConfigurationSettings.SUMS;
        }
        if (!recorded.equals(content)) {
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
            SortedMap<String, String> now,
            SortedMap<String, String> backup,
            ArrayList<String> refused) {
        if (now.equals(backup)) {
            return Plan.to("The configuration of " + target.name() + " is that of the backup " + name + " already.");
        }
        var before = ConfigurationSettings.fingerprint(now);
        var plan = Plan.to("Put the backup **" + name + "** in the place of " + configuration.folder() + " on "
                        + target.name() + ", and keep the present configuration as " + configuration.kept(before)
                        + ".\n\n" + MarkdownTable.heading("File", "Change")
                        + MarkdownTable.fitting(differences(now, backup), TABLE))
                .on(List.of(configuration.folder() + "@" + before))
                .parameter(BACKUP, configuration.backups() + "/" + name)
                .parameter(BEFORE, before)
                .parameter(AFTER, ConfigurationSettings.fingerprint(backup))
                .warning("The service reads it at its next start.");
        for (var backupRefused : refused) {
            plan = plan.warning("A newer backup is not proved: " + backupRefused + ".");
        }
        return configuration.check().isEmpty()
                ? plan.warning("No program checks the configuration (settings.configCheck): only its checksums do.")
                : plan;
    }

    private static List<String> differences(SortedMap<String, String> now, SortedMap<String, String> backup) {
        var rows = new ArrayList<String>();
        var paths = new TreeSet<>(now.keySet());
        paths.addAll(backup.keySet());
        for (var path : paths) {
            if (!Objects.equals(now.get(path), backup.get(path))) {
                var change = backup.get(path) == null ? "goes" : now.get(path) == null ? "comes" : "changes";
                rows.add(MarkdownTable.row(Text.shown(path, 200), change));
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
        folders.remove(configuration.staged());
        folders.copy(plan.parameters().get(BACKUP), configuration.staged());
        folders.remove(configuration.staged() + "/" + ConfigurationSettings.SUMS);
        if (!fingerprint(folders, configuration.staged())
                .equals(plan.parameters().get(AFTER))) {
            folders.remove(configuration.staged());
            return Finding.failed(target.name() + ": the backup changed since the approval, nothing was restored");
        }
        folders.rename(configuration.folder(), configuration.kept(before));
        folders.rename(configuration.staged(), configuration.folder());
        return Finding.of(target.name() + ": configuration restored from "
                + plan.parameters().get(BACKUP) + ", the former one is kept as " + configuration.kept(before));
    }

    private static Finding undo(Plan plan, Target target, ConfigurationSettings configuration, HostFolders folders)
            throws InterruptedException {
        var kept = configuration.kept(plan.parameters().get(BEFORE));
        if (folders.content(kept) != null) {
            if (folders.content(configuration.folder()) != null) {
                folders.remove(configuration.staged());
                folders.rename(configuration.folder(), configuration.staged());
            }
            folders.rename(kept, configuration.folder());
        }
        folders.remove(configuration.staged());
        return Finding.of(target.name() + ": the former configuration is back");
    }

    private static String fingerprint(HostFolders folders, String folder) throws InterruptedException {
        return ConfigurationSettings.fingerprint(folders.content(folder));
    }

    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        var plan = intent.plan();
        var configuration = ConfigurationSettings.of(target);
        try (var host = hosts.open(target)) {
            var folders = new HostFolders(host, target.name());
            var now = fingerprint(folders, configuration.folder());
            var undo = plan.parameters().containsKey(UNDO);
            var left = folders.content(configuration.staged()) != null
                    || (folders.content(configuration.kept(plan.parameters().get(BEFORE))) != null) == undo;
            if (now.equals(wanted(plan)) && (!undo || !left)) {
                return Proof.done("the configuration is the wanted one");
            }
            return !undo && !left && now.equals(plan.parameters().get(BEFORE))
                    ? Proof.notDone("the configuration is as before")
                    : Proof.cannotTell(
                            "the change of the folders was interrupted; undo puts the former one back, it is in "
                                    + configuration.kept(plan.parameters().get(BEFORE)) + " or in its place");
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
                    ? Proof.done("each file of the configuration has the wanted SHA-256")
                    : Proof.notDone("the configuration has other files");
        }
    }

    /** People may have changed the restored configuration since: then they decide, and nothing is taken back. */
    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) throws InterruptedException {
        var configuration = ConfigurationSettings.of(target);
        var before = done.plan().parameters().get(BEFORE);
        try (var host = hosts.open(target)) {
            var folders = new HostFolders(host, target.name());
            var now = fingerprint(folders, configuration.folder());
            var kept = folders.content(configuration.kept(before)) != null;
            if (!kept && now.equals(before) && folders.content(configuration.staged()) == null) {
                return Optional.of(Plan.to("The configuration of " + target.name() + " is the former one already."));
            }
            if (kept
                    && !now.equals("absent")
                    && !now.equals(done.plan().parameters().get(AFTER))
                    && !now.equals(before)) {
                return Optional.of(Plan.impossible("The configuration of " + target.name()
                        + " was changed since it was restored. The former one is in " + configuration.kept(before)
                        + "."));
            }
            return Optional.of(Plan.to("Put the former configuration of " + target.name() + " back from "
                            + configuration.kept(before) + ".")
                    .on(done.plan().resources())
                    .parameter(BEFORE, before)
                    .parameter(UNDO, true));
        }
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(2);
    }
}
